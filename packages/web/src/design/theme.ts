import { signal } from '@preact/signals';

export const THEMES = ['auto', 'light', 'dark'] as const;

export type Theme = (typeof THEMES)[number];

const CHOSEN = 'scrip.theme';

const read = (): Theme => THEMES.find((one) => one === localStorage.getItem(CHOSEN)) ?? 'auto';

/** Light, dark, or as the device has it. */
export const theme = signal<Theme>(read());

export const applyTheme = (): void => {
  if (theme.value === 'auto') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.dataset['theme'] = theme.value;
};

export const chooseTheme = (chosen: Theme): void => {
  localStorage.setItem(CHOSEN, chosen);
  theme.value = chosen;
  applyTheme();
};
