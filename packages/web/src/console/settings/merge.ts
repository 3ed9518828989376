import type { SettingsInput } from '@scrip/client';
import type { SettingsForm } from './form.ts';
import { inputOf } from './input.ts';

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Whether two forms would send the same. */
export const sameSettings = (one: SettingsForm, other: SettingsForm): boolean => isSame(one, other);

/** The form with what somebody else changed since `base`, and everything else as it is. */
export const withTheirs = (mine: SettingsForm, base: SettingsForm, theirs: SettingsForm): SettingsForm => {
  const before = new Map<string, unknown>(Object.entries(base));
  const changed = Object.entries(theirs).filter(([name, value]) => !isSame(value, before.get(name)));
  return { ...mine, ...Object.fromEntries(changed) };
};

/** Settings as lines that people can compare: branding and requests member by member. */
const lines = ({ branding, requests, ...rest }: SettingsInput): Map<string, unknown> =>
  new Map<string, unknown>([
    ...Object.entries(rest),
    ...Object.entries(branding ?? {}),
    ...Object.entries(requests ?? {}),
  ]);

/** What somebody else changed since `base`, as they have it and as the form has it. */
export const changedMeanwhile = (mine: SettingsForm, base: SettingsForm, theirs: SettingsForm) => {
  const [own, before, after] = [mine, base, theirs].map((form) => lines(inputOf(form).input));
  const names = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  const changed = [...names].filter((name) => !isSame(before?.get(name), after?.get(name)));
  return {
    mine: Object.fromEntries(changed.map((name) => [name, own?.get(name)])),
    theirs: Object.fromEntries(changed.map((name) => [name, after?.get(name)])),
  };
};
