import { common } from './texts.ts';

/** A refusal's reason in the reader's language; the API's own English words where we have none. */
export const problemText = ({ code, title }: { code: string; title?: string | undefined }): string => {
  const texts: Readonly<Record<string, string>> = common.value.problems;
  return texts[code] ?? title ?? code;
};
