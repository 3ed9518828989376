// The forms, the search and the links of the API's page. Without it, the page can still be read.

const token = document.querySelector('#token');
token.value = sessionStorage.getItem('scrip-docs-token') ?? '';
token.addEventListener('input', () => sessionStorage.setItem('scrip-docs-token', token.value));

/** What the fields of a form are sent as. */
const requestOf = (form) => {
  const { method } = form.dataset;
  let { path } = form.dataset;
  const query = new URLSearchParams();
  const headers = new Headers();
  for (const { name, value, dataset } of form.querySelectorAll('input')) {
    if (dataset.in === 'path') path = path.replace(`{${name}}`, encodeURIComponent(value));
    else if (value !== '' && dataset.in === 'query') query.set(name, value);
    else if (value !== '') headers.set(name, value);
  }
  // As an empty field is no key of the reader's own, each request is an operation of its own.
  if (form.querySelector('[name="Idempotency-Key"]')?.value === '')
    headers.set('idempotency-key', crypto.randomUUID());
  if (token.value !== '') headers.set('authorization', `Bearer ${token.value}`);
  const body = form.querySelector('textarea')?.value;
  if (body) headers.set('content-type', 'application/json');
  const url = new URL(location.href.split('/v1/docs')[0] + path);
  url.search = query.toString();
  return [url, { method, headers, ...(body && { body }) }];
};

/** JSON indented, anything else as it is. */
const readable = (text) => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

const show = (output, title, text) => {
  const heading = document.createElement('strong');
  heading.textContent = title;
  const content = document.createElement('pre');
  content.textContent = text;
  content.tabIndex = 0;
  output.replaceChildren(heading, content);
};

/** Sends a form, and shows what is answered. */
const send = async (form) => {
  const output = form.querySelector('output');
  const button = form.querySelector('button');
  button.disabled = true;
  try {
    const response = await fetch(...requestOf(form));
    const etag = response.headers.get('etag');
    const title = `${response.status}${etag === null ? '' : `, ETag ${etag}`}`;
    show(output, title, readable(await response.text()));
  } catch (error) {
    show(output, 'No answer came', String(error));
  } finally {
    button.disabled = false;
  }
};

document.addEventListener('submit', (event) => {
  event.preventDefault();
  void send(event.target);
});

/** A link leads into something closed: it has to be opened first. */
const openTarget = () => {
  const target = document.querySelector(
    location.hash === '' ? ':not(*)' : `#${CSS.escape(location.hash.slice(1))}`,
  );
  if (target?.tagName !== 'DETAILS') return;
  target.open = true;
  target.scrollIntoView();
};
addEventListener('hashchange', openTarget);
openTarget();

document.querySelector('#search').addEventListener('input', ({ target }) => {
  const words = target.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const one of document.querySelectorAll('main details')) {
    const text = one.querySelector('summary').textContent.toLowerCase();
    one.hidden = !words.every((word) => text.includes(word));
  }
});
