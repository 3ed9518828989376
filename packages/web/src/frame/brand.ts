import { signal } from '@preact/signals';
import { customerClient, getBranding, type PublicBranding } from '@scrip/client';

/** How the agency shows itself. Undefined until it is known. */
export const brand = signal<PublicBranding | undefined>(undefined);

const DEFAULT_RADIUS_PX = 8;

const RADII = { '--radius-s': 0.75, '--radius-m': 1, '--radius-l': 1.5, '--radius-xl': 2 };

/** As in tokens.css: a part of a page would else inherit the colours of the page. */
const DEFAULT_ACCENT = '#3a4ed5';

type Look = { accent: PublicBranding['accent']; radius: number | undefined };

/** The agency's colours and corners, for a page or a part of it that is marked data-brand. */
export const applyLook = ({ accent, radius }: Look, element: HTMLElement): void => {
  element.style.setProperty('--accent-light', accent?.light ?? DEFAULT_ACCENT);
  element.style.setProperty('--accent-dark', accent?.dark ?? DEFAULT_ACCENT);
  for (const [name, factor] of Object.entries(RADII))
    element.style.setProperty(name, `${Math.round((radius ?? DEFAULT_RADIUS_PX) * factor)}px`);
};

export const applyBrand = (branding: PublicBranding): void => {
  brand.value = branding;
  applyLook({ accent: branding.accent, radius: branding.radius }, document.documentElement);
};

/** What anybody may know of an agency, before they sign in. Undefined where there is no such agency. */
export const loadBrand = async (agencyId: string): Promise<PublicBranding | undefined> => {
  const answer = await customerClient({ baseUrl: location.origin }).call(getBranding, {
    params: { agencyId },
  });
  if (!answer.ok && answer.failure.code === 'not_found') return undefined;
  return answer.orThrow();
};

/** The tab's title: the page, then the agency. */
export const titlePage = (page: string): void => {
  document.title = brand.value ? `${page} · ${brand.value.name}` : page;
};
