import { t } from '../texts.ts';

/** How far the history was checked on this device. */
export const Verified = ({ newest }: { newest: number | undefined; isFiltered: boolean }) =>
  newest === undefined ? <span /> : <span class="small second">{t.value.verified.again}</span>;
