import { Icon } from '../design/icon.tsx';
import { online } from '../data/online.ts';
import { time } from '../language/format.ts';
import { common } from '../language/texts.ts';

/** Says that the browser is offline, and of when the numbers are. @param knownAt gives milliseconds since the epoch */
export const OfflineStrip = ({ knownAt }: { knownAt: () => number | undefined }) => {
  if (online.value) return null;
  const at = knownAt();
  return (
    <div class="strip" role="status">
      <Icon name="offline" />
      {at === undefined || at === 0
        ? common.value.offlineBare
        : common.value.offline(time(new Date(at).toISOString()))}
    </div>
  );
};
