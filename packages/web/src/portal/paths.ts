import { portalBase } from '../session/site.ts';

/** The address of a page of the portal. @param path such as `/buy` */
export const href = (path: string): string => (path === '/' ? `${portalBase}/` : portalBase + path);

/** Where a payment provider leads a customer back to. */
export const returnUrl = (): string => new URL(href('/return'), location.origin).href;
