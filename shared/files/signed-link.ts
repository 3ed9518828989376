import { createHmac } from 'node:crypto';
import { err, ok, type Result } from '../kernel/result.ts';

/** The values in a link; `expires` in seconds since the epoch. */
export type LinkValues = { productId: string; variantId: string; version: string; expires: number };

const SIGNATURE = '{signature}';

/**
 * Fills a link's placeholders, and where it ends in `{signature}`, signs all the text before that with the agency's
 * secret: HMAC-SHA256 in base64url, so that the server which has the file knows what was promised, and until when.
 * @param secret asked only where the link wants a signature
 */
export const signedLink = async (
  link: string,
  values: LinkValues,
  secret: () => Promise<string | undefined>,
): Promise<Result<string, { code: 'link_wrong' | 'secret_not_available' }>> => {
  const wantsSignature = link.endsWith(SIGNATURE);
  const before = fill(wantsSignature ? link.slice(0, -SIGNATURE.length) : link, values);
  // A placeholder that there is not, or a signature that leaves the end of the link unsigned, is a slip of the agency's.
  if (/[{}]/.test(before) || !isWeb(before)) return err({ code: 'link_wrong' });
  if (!wantsSignature) return ok(before);
  const key = await secret();
  if (key === undefined) return err({ code: 'secret_not_available' });
  return ok(before + createHmac('sha256', key).update(before).digest('base64url'));
};

const fill = (link: string, { productId, variantId, version, expires }: LinkValues): string => {
  const texts: Record<string, string> = { productId, variantId, version, expires: String(expires) };
  return link.replaceAll(/\{(productId|variantId|version|expires)\}/g, (_, name: string) =>
    encodeURIComponent(texts[name] ?? ''),
  );
};

const isWeb = (text: string): boolean => /^https?:$/.test(URL.parse(text)?.protocol ?? '');
