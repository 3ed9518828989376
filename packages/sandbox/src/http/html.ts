/** Markup that is safe to send: only `html` makes it. */
class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type { Markup };

type Content = Markup | string | number | readonly Markup[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (found) => ENTITIES[found] ?? found);

const show = (content: Content): string => {
  if (content instanceof Markup) return content.text;
  if (typeof content === 'string' || typeof content === 'number') return escape(String(content));
  return content.map(({ text }) => text).join('');
};

/** A template of markup: whatever is put in and is not markup itself is escaped. */
export const html = (strings: TemplateStringsArray, ...contents: Content[]): Markup =>
  new Markup(
    strings.reduce((text, part, index) => {
      const content = contents[index - 1];
      return text + (content === undefined ? '' : show(content)) + part;
    }),
  );
