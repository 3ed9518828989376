import { ownedName, ownedPrefix, type Owner } from './kept.ts';

let owner: Owner | undefined;

/** Whose things the pages of this tab read and keep from here on. */
export const setOwner = (next: Owner | undefined): void => {
  owner = next;
};

/** Stays that of the last person once a session is over: they find everything again when they sign in. */
export const currentOwner = (): Owner | undefined => owner;

/** What the person has under way in this tab, such as an open checkout: nobody else sees or uses it. */
export const readPersonal = (name: string): string | undefined =>
  (owner && sessionStorage.getItem(ownedName(owner, name))) ?? undefined;

export const writePersonal = (name: string, text: string | undefined): void => {
  if (!owner) return;
  if (text === undefined) sessionStorage.removeItem(ownedName(owner, name));
  else sessionStorage.setItem(ownedName(owner, name), text);
};

/** Whoever signs out leaves nothing in the tab. */
export const forgetPersonal = (): void => {
  if (!owner) return;
  const prefix = ownedPrefix(owner);
  for (const name of Object.keys(sessionStorage))
    if (name.startsWith(prefix)) sessionStorage.removeItem(name);
};
