// Passkeys, and what a page posts so that the answer can bring the browser a new cookie.
(() => {
  const token = () => document.querySelector('input[name="__RequestVerificationToken"]')?.value ?? '';
  const post = async (path, body) => {
    const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json', 'RequestVerificationToken': token() }, body: body === undefined ? null : JSON.stringify(body), credentials: 'same-origin' });
    const text = await answer.text();
    const json = text && (answer.headers.get('content-type') ?? '').includes('json') ? JSON.parse(text) : null;
    return { ok: answer.ok, status: answer.status, json, code: json?.title ?? null, message: json?.detail ?? null };
  };
  const can = () => !!(window.PublicKeyCredential?.parseRequestOptionsFromJSON && window.PublicKeyCredential?.parseCreationOptionsFromJSON);
  // Undefined when the person, or the browser, broke it off.
  const get = async path => {
    const asked = await post(path);
    if (!asked.ok) return undefined;
    try { return JSON.stringify(await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked.json) })); }
    catch { return undefined; }
  };
  window.akashiAccount = {
    can,
    token,
    changePassword: (former, next) => post('/me/password', { former, next }),
    settle: () => post('/me/settle'),
    lock: () => post('/me/lock'),
    confirm: password => post('/me/confirm', { password }),
    confirmByPasskey: async () => {
      const credential = await get('/me/passkey/confirm-options');
      return credential === undefined ? { ok: false, status: 0, code: 'broken-off', message: null } : post('/me/confirm', { credential });
    },
    addPasskey: async name => {
      const offered = await post('/me/passkey/options');
      if (!offered.ok) return offered;
      let credential;
      try { credential = JSON.stringify(await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(offered.json) })); }
      catch { return { ok: false, status: 0, code: 'broken-off', message: null }; }
      return post('/me/passkey', { credential, name });
    },
  };
  const show = () => { if (can()) document.querySelectorAll('[data-passkey][hidden]').forEach(b => { b.hidden = false; }); };
  document.addEventListener('change', e => {
    const field = e.target.dataset?.show && document.getElementById(e.target.dataset.show);
    if (field) field.type = e.target.checked ? 'text' : 'password';
  });
  document.addEventListener('click', async e => {
    const button = e.target.closest?.('[data-passkey="sign-in"]');
    if (!button) return;
    const fault = document.querySelector('[data-passkey-fault]');
    fault.hidden = true;
    const say = text => { fault.textContent = text; fault.hidden = false; };
    const credential = await get('/sign-in/passkey/options');
    if (credential === undefined) { say(fault.dataset.text); return; }
    const answer = await post('/sign-in/passkey', { credential, back: document.querySelector('input[name="back"]')?.value });
    if (answer.ok) location.assign(answer.json.to); else say(answer.message ?? fault.dataset.text);
  });
  document.addEventListener('DOMContentLoaded', show);
  if (document.readyState !== 'loading') show();
})();
