import type { ConsoleTexts } from '../texts.ts';

export const de: ConsoleTexts['events'] = {
  title: 'Ereignisse',
};
