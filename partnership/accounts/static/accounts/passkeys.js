/*
 * Passkeys: the one part of the site that a browser cannot do without a script.
 *
 * A form says what it wants with data-passkey ("create", "get", or "login", which asks the server first) and brings what
 * the browser needs in data-options. The answer goes into its field `credential`, and the form is sent like any other.
 */
(function () {
  'use strict'

  function bytes (text) {
    const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
    return Uint8Array.from(plain, function (letter) { return letter.charCodeAt(0) })
  }

  function text (buffer) {
    const plain = String.fromCharCode.apply(null, new Uint8Array(buffer))
    return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
  }

  function listed (credentials) {
    return (credentials || []).map(function (one) { return Object.assign({}, one, { id: bytes(one.id) }) })
  }

  function forCreation (options, alone) {
    const asked = options.publicKey
    return Object.assign({}, asked, {
      challenge: bytes(asked.challenge),
      user: Object.assign({}, asked.user, { id: bytes(asked.user.id) }),
      excludeCredentials: listed(asked.excludeCredentials),
      authenticatorSelection: Object.assign({}, asked.authenticatorSelection, {
        residentKey: alone ? 'required' : 'discouraged',
        requireResidentKey: alone,
        userVerification: alone ? 'required' : 'preferred'
      })
    })
  }

  function forUse (options) {
    const asked = options.publicKey
    return Object.assign({}, asked, {
      challenge: bytes(asked.challenge),
      allowCredentials: listed(asked.allowCredentials)
    })
  }

  function written (credential) {
    const answer = credential.response
    const response = { clientDataJSON: text(answer.clientDataJSON) }
    const fields = ['attestationObject', 'authenticatorData', 'signature', 'userHandle']
    fields.forEach(function (name) { if (answer[name]) response[name] = text(answer[name]) })
    if (answer.getTransports) response.transports = answer.getTransports()
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response: response
    })
  }

  async function optionsOf (form) {
    if (form.dataset.passkey !== 'login') return JSON.parse(form.dataset.options)
    const answer = await fetch(form.action, { headers: { Accept: 'application/json' } })
    if (!answer.ok) throw new Error('no options')
    return (await answer.json()).request_options
  }

  async function ask (form) {
    const options = await optionsOf(form)
    if (form.dataset.passkey === 'create') {
      const alone = Boolean(form.elements.passwordless && form.elements.passwordless.checked)
      return navigator.credentials.create({ publicKey: forCreation(options, alone) })
    }
    return navigator.credentials.get({ publicKey: forUse(options) })
  }

  async function begin (form) {
    const failed = form.querySelector('[data-passkey-failed]')
    failed.hidden = true
    try {
      form.elements.credential.value = written(await ask(form))
      form.submit()
    } catch (_problem) {
      failed.hidden = false
    }
  }

  if (!window.PublicKeyCredential) return
  document.querySelectorAll('form[data-passkey]').forEach(function (form) {
    form.dataset.passkeyReady = ''
    form.addEventListener('submit', function (event) { event.preventDefault(); begin(form) })
    form.querySelector('[data-passkey-start] button').addEventListener('click', function () { begin(form) })
  })
})()
