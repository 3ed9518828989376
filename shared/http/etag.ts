/**
 * Whether If-None-Match names what there is. It compares weakly, takes a list, and `*` for anything (RFC 9110, 13.1.2).
 * @param etag in its quotes
 */
export const matches = (header: string | undefined, etag: string): boolean =>
  header?.split(',').some((part) => ['*', strong(etag)].includes(strong(part.trim()))) ?? false;

const strong = (etag: string): string => etag.replace(/^W\//, '');
