/** What a look before a deployment found: something that stops it, or something to know. */
export type Finding = { stops: boolean; text: string };

export const stop = (text: string): Finding => ({ stops: true, text });
export const note = (text: string): Finding => ({ stops: false, text });
