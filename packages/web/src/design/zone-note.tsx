import { common } from '../language/texts.ts';

/** Says in which time zone days begin and end, where it is not the reader's. @param zone an IANA name */
export const ZoneNote = ({ zone }: { zone: string }) =>
  zone === new Intl.DateTimeFormat().resolvedOptions().timeZone ? null : (
    <p class="small second">{common.value.chart.daysIn(zone.replaceAll('_', ' '))}</p>
  );
