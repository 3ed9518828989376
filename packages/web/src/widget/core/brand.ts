import { getBranding, type Client } from '@scrip/client';

/**
 * How the agency shows itself, as a style sheet that is behind whatever the page says itself.
 * @returns undefined where the agency has no colours of its own, or they can't be read: those of Scrip remain
 */
export const brandOf = async (
  client: Client<'customer'>,
  agencyId: string,
): Promise<CSSStyleSheet | undefined> => {
  const answer = await client.call(getBranding, { params: { agencyId } });
  if (!answer.ok) return undefined;
  const { accent, radius } = answer.value;
  const sheet = new CSSStyleSheet();
  sheet.insertRule(':host { }');
  const [rule] = sheet.cssRules;
  if (!(rule instanceof CSSStyleRule)) return undefined;
  // Set one by one: a value that is none can't end the rule.
  if (accent) rule.style.setProperty('--agency-accent', `light-dark(${accent.light}, ${accent.dark})`);
  if (radius !== undefined) rule.style.setProperty('--agency-radius', `${radius}px`);
  return sheet;
};
