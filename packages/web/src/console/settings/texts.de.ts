import type { ConsoleTexts } from '../texts.ts';

export const de: ConsoleTexts['settings'] = {
  title: 'Einstellungen',
};
