// Lets a page use or make a passkey: asks the server for options, the browser for an answer, and sends it as a form.
const failures = {
  NotAllowedError: 'Nothing was confirmed, or it took too long. Try again.',
  InvalidStateError: 'This device has a passkey for you already.',
  SecurityError: 'Passkeys work only at the address that this server is meant to be reached at.',
};

async function answer(button) {
  const response = await fetch(button.dataset.options, { method: 'POST', credentials: 'same-origin' });
  // a fresh sign-in is asked for first
  if (response.redirected) return location.assign(response.url);
  if (!response.ok) throw new Error('options');
  const options = await response.json();
  if (button.dataset.passkey === 'create') {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    return navigator.credentials.create({ publicKey });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

for (const form of document.querySelectorAll('form[data-passkey-form]')) {
  const button = form.querySelector('button');
  const alert = form.querySelector('[role=alert]');
  const isAble = 'PublicKeyCredential' in window && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
  if (!isAble) {
    alert.textContent = 'This browser is too old for passkeys.';
    alert.hidden = false;
    button.disabled = true;
    continue;
  }
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    alert.hidden = true;
    button.disabled = true;
    try {
      const credential = await answer(button);
      if (credential === undefined) return;
      form.elements.namedItem('credential').value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch (error) {
      alert.textContent = failures[error.name] ?? 'The passkey could not be used. Try again, or sign in another way.';
      alert.hidden = false;
      button.disabled = false;
    }
  });
}
