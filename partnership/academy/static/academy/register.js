/*
 * The register of a session: each tick is sent at once. While there is no connection ticks wait on the device, as numbers
 * without names, and are taken away once the site has them. Without this script the same form is sent with its button.
 *
 * A tick says when it was made, and the site keeps the newest: it does not matter in which order they arrive, or how often.
 */
(function () {
  'use strict'

  const AGAIN = 10000
  const form = document.querySelector('[data-register]')
  if (!form) return
  const key = 'register-' + form.dataset.register
  const said = document.querySelector('[data-register-said]')
  const button = document.querySelector('[data-register-button]')
  let inMemory = [] // where the browser keeps nothing
  let isSending = false

  function waiting () {
    try {
      return JSON.parse(window.localStorage.getItem(key)) || inMemory
    } catch (_problem) {
      return inMemory
    }
  }

  function keep (ticks) {
    inMemory = ticks
    try {
      if (ticks.length) window.localStorage.setItem(key, JSON.stringify(ticks))
      else window.localStorage.removeItem(key)
    } catch (_problem) { /* they wait in this page, as long as it is open */ }
  }

  function say (words) {
    said.textContent = words
  }

  function sayHowMany () {
    const count = waiting().length
    if (count === 0) say(form.dataset.allKept)
    else say(count === 1 ? form.dataset.oneWaits : form.dataset.someWait.replace('#', count))
  }

  function isSame (one, other) {
    return one.booking === other.booking && one.part === other.part
  }

  function tick (radio) {
    const made = {
      booking: Number(radio.name.replace('came-', '')),
      part: Number(form.dataset.part),
      came: radio.value,
      at: Date.now()
    }
    keep(waiting().filter(function (one) { return !isSame(one, made) }).concat([made]))
    sayHowMany()
    send()
  }

  function show (ticks) {
    ticks.forEach(function (one) {
      if (one.part !== Number(form.dataset.part)) return
      const radio = document.getElementById('came-' + one.booking + '-' + one.came)
      if (radio) radio.checked = true
    })
  }

  function taken (ticks, answer) {
    keep(waiting().filter(function (one) {
      return !ticks.some(function (sent) { return isSame(one, sent) && one.at === sent.at })
    }))
    sayHowMany()
    const why = answer.refused.map(function (one) { return one.why })
    if (why.length) say(Array.from(new Set(why)).join(' '))
  }

  async function send () {
    const ticks = waiting()
    if (isSending || !ticks.length) return
    isSending = true
    try {
      const answer = await fetch(form.dataset.ticks, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'Content-Type': 'application/json', 'X-CSRFToken': form.elements.csrfmiddlewaretoken.value },
        body: JSON.stringify({ sent_at: Date.now(), ticks: ticks })
      })
      if (answer.ok) taken(ticks, await answer.json())
      else if (answer.status === 401) say(form.dataset.signIn)
      else if (answer.status < 500) say(form.dataset.notTaken)
    } catch (_problem) {
      sayHowMany() // no connection: it is tried again
    }
    isSending = false
    const later = waiting().some(function (one) { return !ticks.some(function (sent) { return sent.at === one.at }) })
    if (later && window.navigator.onLine) send() // made meanwhile
  }

  form.addEventListener('change', function (event) {
    if (event.target.type === 'radio') tick(event.target)
  })
  form.addEventListener('submit', function (event) {
    event.preventDefault()
    send()
  })
  window.addEventListener('online', send)
  setInterval(send, AGAIN)
  if (button) button.hidden = true
  show(waiting())
  if (waiting().length) sayHowMany()
  send()
})()
