import type { ConsoleTexts } from '../texts.ts';

export const de: ConsoleTexts['orders'] = {
  title: 'Bestellungen',
};
