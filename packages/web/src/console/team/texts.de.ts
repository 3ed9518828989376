import type { ConsoleTexts } from '../texts.ts';

export const de: ConsoleTexts['team'] = {
  title: 'Team und Schlüssel',
};
