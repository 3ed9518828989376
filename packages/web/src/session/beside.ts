import type { StoredSession } from './stored.ts';

type Handed = { place: string; session: StoredSession };

/** Between the tabs of this origin. */
const channel = new BroadcastChannel('scrip.session');

/** A tab in which somebody signed in hands the session to the page that waits for it. */
export const handSession = (handed: Handed): void => channel.postMessage(handed);

/** Takes what another tab hands over. @returns what ends it */
export const whenHanded = (take: (handed: Handed) => void): (() => void) => {
  const listen = ({ data }: MessageEvent<Handed>): void => take(data);
  channel.addEventListener('message', listen);
  return () => channel.removeEventListener('message', listen);
};
