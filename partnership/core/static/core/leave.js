/*
 * Leaving fast, after the pattern "Exit this page" of GOV.UK: a click, or Shift pressed three times within five seconds,
 * covers the page at once, tells the server to end the session, and puts another site in the place of this page.
 * Without this script the link itself leads there by way of the server.
 */
(function () {
  'use strict'

  const TIMES = 3
  const WITHIN = 5000
  const WAIT_AT_MOST = 700 // for our server: whoever leaves does not wait for a bad network

  const button = document.querySelector('[data-leave]')
  if (!button) return
  const said = document.querySelector('[data-leave-said]')
  const dots = button.querySelectorAll('[data-leave-dot]')
  let pressed = 0
  let together = false // whether Shift was held down with another key, as for a capital letter
  let clock = null
  let isLeaving = false

  function say(words) {
    said.textContent = words
  }

  function show(times) {
    pressed = times
    dots.forEach(function (dot, at) {
      dot.classList.toggle('hw-leave__dot--on', at < times)
    })
    button.classList.toggle('hw-leave__button--counting', times > 0)
  }

  function cover() {
    document.title = button.dataset.leaveTitle
    document.querySelectorAll('input, textarea').forEach(function (field) {
      if (field.type !== 'hidden') field.value = ''
    })
    const cover = document.createElement('div')
    cover.className = 'hw-gone__cover'
    document.body.append(cover)
    document.body.classList.add('hw-gone')
  }

  function leave() {
    if (isLeaving) return
    isLeaving = true
    cover()
    say(button.dataset.leaveGoing)
    const late = new Promise(function (done) { setTimeout(done, WAIT_AT_MOST) })
    const told = fetch(button.href, { redirect: 'manual', keepalive: true, cache: 'no-store' }).catch(function () {})
    Promise.race([told, late]).then(function () { window.location.replace(button.dataset.leave) })
  }

  function begin() {
    clearTimeout(clock)
    clock = setTimeout(function () {
      show(0)
      say(button.dataset.leaveOver)
    }, WITHIN)
  }

  function count() {
    if (pressed === 0) begin()
    show(pressed + 1)
    if (pressed === TIMES) {
      clearTimeout(clock)
      leave()
    } else {
      say(pressed === 1 ? button.dataset.leaveTwo : button.dataset.leaveOne)
    }
  }

  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Shift') together = event.shiftKey
  })

  document.addEventListener('keyup', function (event) {
    if (event.key !== 'Shift') return
    if (!together) count()
    together = false
  })

  document.addEventListener('click', function (event) {
    const link = event.target.closest('[data-leave], [data-leave-too]')
    if (!link) return
    event.preventDefault()
    leave()
  })

  // A page that a browser kept whole and shows again: whoever left it does not see it.
  window.addEventListener('pageshow', function (event) {
    if (event.persisted && isLeaving) window.location.replace(button.dataset.leave)
  })
})()
