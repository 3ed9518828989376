import type { ScripElement, ScripEvents, Token } from '../public.ts';
import base from './base.css?inline';
import { connectionOf, type Connection, type Fault } from './connection.ts';
import { h, type Content } from './dom.ts';
import { faultNote } from './fault-note.ts';
import { localeOf, type Locale } from './language.ts';
import { apiOfPage, configured, tokenOfPage } from './page.ts';

/** What an element's view works with, from its start until `signal` ends it. */
export type Context = {
  host: WidgetElement;
  connection: Connection;
  locale: Locale;
  signal: AbortSignal;
  /** Shows these nodes in place of those before. What had the focus keeps it, known by its `part`. */
  paint: (...contents: Content[]) => void;
  /** Lets a screen reader say this. */
  say: (text: string) => void;
};

export type View = (context: Context) => void;

/** @returns a stylesheet that a strict Content-Security-Policy does not forbid, made once */
export const sheetOf = (css: string): CSSStyleSheet => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
};

/** Long enough for every screen reader to take it up. */
const SAID_MS = 3000;

const baseSheet = sheetOf(base);

/** What all elements have in common: API, token, language, a shadow of their own. */
export abstract class WidgetElement extends HTMLElement implements ScripElement {
  static readonly observedAttributes: string[] = ['api', 'lang'];

  readonly #shadow = this.attachShadow({ mode: 'open' });
  readonly #internals = this.attachInternals();
  readonly #said = h('p', { role: 'status', class: 'unseen' });
  readonly #body = h('div', { class: 'body' });
  #token: Token | undefined;
  #run: AbortController | undefined;

  constructor() {
    super();
    this.#shadow.adoptedStyleSheets = [baseSheet];
    this.#shadow.append(this.#body, this.#said);
  }

  /** Loads what this element shows; a part of the script that loads when it is first needed. */
  protected abstract load(): View | Promise<View>;

  get token(): Token | undefined {
    return this.#token;
  }
  set token(token: Token | undefined) {
    this.#token = token;
    this.restart();
  }

  connectedCallback(): void {
    // A page may set the property before it has loaded the script.
    if (Object.hasOwn(this, 'token')) {
      const early = this.token;
      Reflect.deleteProperty(this, 'token');
      this.token = early;
    }
    configured.addEventListener('change', this.restart);
    this.restart();
  }
  disconnectedCallback(): void {
    configured.removeEventListener('change', this.restart);
    this.#run?.abort();
  }
  attributeChangedCallback(_name: string, before: string | null, now: string | null): void {
    if (before !== now) this.restart();
  }

  /** Ends the view and begins anew, once whatever else the page changes at the same time is there as well. */
  readonly restart = (): void => {
    this.#run?.abort();
    const run = new AbortController();
    this.#run = run;
    queueMicrotask(() => {
      if (this.isConnected && !run.signal.aborted) void this.#start(run.signal);
    });
  };

  async #start(signal: AbortSignal): Promise<void> {
    const locale = localeOf(this);
    const paint: Context['paint'] = (...contents) => {
      if (!signal.aborted) this.#paint(contents);
    };
    paint(h('div', { class: 'skeleton', part: 'skeleton' }));
    const token = this.#token ?? tokenOfPage();
    // Without a token function there is nothing to ask; `configure` starts it.
    if (!token) return;
    const connection = connectionOf(this.getAttribute('api') ?? apiOfPage(), token);
    const say: Context['say'] = (text) => {
      this.#said.textContent = text;
      // Once said it is gone, or who reads on would read it twice.
      setTimeout(() => {
        this.#said.textContent = '';
      }, SAID_MS);
    };
    try {
      const view = await this.load();
      if (signal.aborted) return;
      view({ host: this, connection, locale, signal, paint, say });
      const brand = await connection.brand();
      // A look that comes late harms nothing.
      if (brand) this.adopt(brand);
    } catch (cause) {
      const fault = connection.faultOf({ code: 'network_error', cause });
      paint(h('div', { class: 'card' }, faultNote(fault, locale, this.restart)));
      this.fail(fault);
    }
  }

  #paint(contents: Content[]): void {
    const focused = this.#shadow.activeElement?.getAttribute('part');
    this.#body.replaceChildren(...contents.filter((content) => content !== false && content !== undefined));
    this.#body.ariaBusy = String(this.#body.querySelector('.skeleton') !== null);
    if (focused) this.focusPart(focused);
  }

  focusPart(part: string): void {
    const found = this.#body.querySelector(`[part="${part}"]`);
    if (found instanceof HTMLElement) found.focus();
  }

  /** Adds the styles of a view. */
  adopt(sheet: CSSStyleSheet): void {
    const { adoptedStyleSheets } = this.#shadow;
    if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
  }

  /** Shows a state to the page's style sheets, as `:state(low)`. */
  show(state: string): void {
    this.#internals.states.clear();
    this.#internals.states.add(state);
  }

  /** @returns whether the page lets the widget go on */
  emit<Name extends keyof ScripEvents>(name: Name, detail: ScripEvents[Name]): boolean {
    return this.dispatchEvent(
      new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }),
    );
  }

  /** Tells the page what went wrong. */
  fail({ code, request }: Fault): void {
    this.emit('scrip-error', { code, ...(request !== undefined && { request }) });
  }

  /** Shows an element above the page, with this one's API and token. */
  async open(action: 'buy' | 'redeem' | 'history'): Promise<void> {
    if (!this.emit('scrip-action', { action })) return;
    const { openDialog } = await import('./dialog.ts');
    openDialog(this, this.#shadow, action);
  }
}
