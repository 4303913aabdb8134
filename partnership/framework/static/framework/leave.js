/*
 * "Leave this page": with a script, the page that is left also goes from the list behind the browser's back button.
 * Without one, the link does the rest: it lets the browser forget the code, and leads to the front page.
 */
(function () {
  'use strict'

  document.addEventListener('click', function (event) {
    const link = event.target.closest('[data-leave]')
    if (!link) return
    event.preventDefault()
    document.body.hidden = true
    window.location.replace(link.href)
  })
})()
