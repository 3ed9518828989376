import type { Configuration, Token } from '../public.ts';

/** Told when a page configures its elements. */
export const configured = new EventTarget();

let configuration: Partial<Configuration> = {};

export const configure = (given: Configuration): void => {
  configuration = given;
  configured.dispatchEvent(new Event('change'));
};

/** Scrip serves the script and the API from one origin. */
export const apiOfPage = (): string => configuration.api ?? new URL(import.meta.url).origin;

export const tokenOfPage = (): Token | undefined => configuration.token;
