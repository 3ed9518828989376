import { signal } from '@preact/signals';
import { customerClient, getBranding, type PublicBranding } from '@scrip/client';

/** How the agency shows itself. Undefined until it is known. */
export const brand = signal<PublicBranding | undefined>(undefined);

const DEFAULT_RADIUS_PX = 8;

const RADII = { '--radius-s': 0.75, '--radius-m': 1, '--radius-l': 1.5, '--radius-xl': 2 };

type Look = Pick<PublicBranding, 'accent' | 'radius'>;

/** The agency's colours and corners, for a page or a part of it that is marked data-brand. */
export const applyLook = ({ accent, radius }: Look, element: HTMLElement): void => {
  if (accent) {
    element.style.setProperty('--accent-light', accent.light);
    element.style.setProperty('--accent-dark', accent.dark);
  }
  for (const [name, factor] of Object.entries(RADII))
    element.style.setProperty(name, `${Math.round((radius ?? DEFAULT_RADIUS_PX) * factor)}px`);
};

export const applyBrand = (branding: PublicBranding): void => {
  brand.value = branding;
  applyLook(branding, document.documentElement);
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
