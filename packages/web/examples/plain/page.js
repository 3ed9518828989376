import { configure } from 'https://credits.example.com/widget.js';

/** Your backend mints a session for whoever is signed in. Keep the token in a variable, never in storage. */
let token = '';
const freshToken = async () => {
  const answer = await fetch('/session', { method: 'POST' });
  if (!answer.ok) throw new Error(`Signed out: ${answer.status}`);
  return await answer.text();
};

configure({
  api: API,
  token: async (refused) => {
    if (refused || token === '') token = await freshToken();
    return token;
  },
});

const pay = document.querySelector('#pay');
const wanted = new URLSearchParams(location.search);
for (const name of ['product', 'variant', 'service', 'invoice']) {
  const id = wanted.get(name);
  if (id !== null) pay.setAttribute(name, id);
}
if (wanted.has('lang')) document.documentElement.lang = wanted.get('lang');

const log = document.querySelector('#log');
for (const name of ['scrip-balance-changed', 'scrip-credited', 'scrip-purchased', 'scrip-error']) {
  document.addEventListener(name, ({ detail }) => {
    log.append(
      Object.assign(document.createElement('p'), { textContent: `${name} ${JSON.stringify(detail)}` }),
    );
  });
}
