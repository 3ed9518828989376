import { deleteMeter, type Meter } from '@scrip/client';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { client } from '../client.ts';
import { Ask } from '../form/ask.tsx';
import { t } from '../texts.ts';
import { lookAgain, useStoredMeter } from './stored-meter.ts';

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
  return (
    <Ask
      title={t.value.meters.retireTitle(meter.name)}
      deedText={t.value.meters.retire}
      deed={{ busy: retiring.busy || stored.isFetching, failure: retiring.failure }}
      press={() => void retiring.run(stored.data?.etag ?? '')}
      close={close}
    >
      <p>{t.value.meters.retireBody}</p>
    </Ask>
  );
};
