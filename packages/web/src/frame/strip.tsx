import { Icon } from '../design/icon.tsx';
import { online } from '../data/online.ts';
import { time } from '../language/format.ts';
import { common } from '../language/texts.ts';

/** Says that the browser is offline, and of when the numbers are. @param knownAt milliseconds since the epoch */
export const OfflineStrip = ({ knownAt }: { knownAt: number | undefined }) =>
  online.value ? null : (
    <div class="strip" role="status">
      <Icon name="offline" />
      {knownAt === undefined || knownAt === 0
        ? common.value.offlineBare
        : common.value.offline(time(new Date(knownAt).toISOString()))}
    </div>
  );
