import { deleteMeter, type Meter } from '@scrip/client';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { client } from '../client.ts';
import { Ask } from '../form/ask.tsx';
import { useBase } from '../../data/base.ts';
import { isConflict } from '../form/faults.ts';
import { t } from '../texts.ts';
import { lookAgain, useStoredMeter } from './stored-meter.ts';

/** What somebody reads of a meter before deleting it. */
const shownOf = ({ name, unit, creditsPer, per, entries }: Meter) => ({
  name,
  unit,
  creditsPer,
  per,
  entries,
});

/** Deletes a meter as it is in the list. Where it was changed meanwhile, the dialog says so, and asks again. */
export const RetireDialog = ({ meter, close }: { meter: Meter; close: () => void }) => {
  const stored = useStoredMeter(meter.id);
  const retiring = useDeed(
    (etag: string) => `delete-meter:${meter.id}:${etag}`,
    (_key, etag: string) =>
      client.call(deleteMeter, { params: { meterId: meter.id }, headers: { 'if-match': etag } }),
    async () => {
      await lookAgain();
      close();
      toast(t.value.meters.retired(meter.name));
    },
  );
  const base = useBase(shownOf(meter), stored.data, (read) => shownOf(read.meter));
  const press = async (): Promise<void> => {
    const etag = base.etag ?? base.adopt();
    if (etag === undefined) return;
    await retiring.run(etag);
    if (isConflict(retiring.failure)) await stored.refetch();
  };
  const failure = base.theirs ? { code: 'precondition_failed' } : retiring.failure;
  return (
    <Ask
      title={t.value.meters.retireTitle(meter.name)}
      deedText={t.value.meters.retire}
      deed={{ busy: retiring.busy || stored.isFetching, failure }}
      press={() => void press()}
      close={close}
    >
      <p>{t.value.meters.retireBody}</p>
    </Ask>
  );
};
