import { Page } from '../../frame/page.tsx';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { GiftForm } from './gift-form.tsx';
import { Gifts } from './gifts.tsx';
import { sendTexts } from './texts.ts';
import { TransferForm } from './transfer-form.tsx';
import { useGifts } from './use-gifts.ts';

/** Sends credits to a customer, or to whoever redeems a code. */
export const SendPage = () => {
  const texts = sendTexts();
  const gifts = useGifts();
  return (
    <Page title={texts.title} lead={texts.lead} back={{ href: href('/'), text: t.value.credits.title }}>
      <div class="columns even">
        <TransferForm />
        <GiftForm made={gifts.refetch} />
      </div>
      <Gifts of={gifts} />
    </Page>
  );
};
