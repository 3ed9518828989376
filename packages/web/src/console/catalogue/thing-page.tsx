import type { Picture } from '@scrip/client';
import { useRoute } from 'preact-iso';
import { CheckField, SelectField, TextArea, TextField } from '../../design/field.tsx';
import { ThingPicture } from '../../design/thing-picture.tsx';
import { money, moneyEach, number } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { CreditsFor } from '../form/credits-for.tsx';
import { CreditsField, MoneyField } from '../form/number-field.tsx';
import { t } from '../texts.ts';
import { isKindName } from './catalogue-page.tsx';
import {
  packageDraft,
  packageInput,
  productDraft,
  productInput,
  serviceDraft,
  serviceInput,
  type ThingDraft,
} from './drafts.ts';
import { Editor } from './editor.tsx';
import { packageKind, productKind, serviceKind } from './kinds.ts';
import { Audience, type PartProps, Promotions, Variants } from './parts.tsx';

const PackageParts = ({ draft, set, fault }: PartProps) => (
  <>
    <div class="columns even">
      <CreditsField
        label={t.value.catalogue.credits}
        value={draft.credits}
        onChange={(credits) => set({ credits })}
        fault={fault('/credits')}
      />
      <CreditsField
        label={t.value.catalogue.bonus}
        value={draft.bonusCredits}
        onChange={(bonusCredits) => set({ bonusCredits })}
        fault={fault('/bonusCredits')}
      />
      <MoneyField
        label={`${t.value.catalogue.price} (${draft.currency})`}
        currency={draft.currency}
        value={draft.money}
        onChange={(amount) => set({ money: amount })}
        fault={fault('/price/amount') ?? fault('/price')}
      />
    </div>
    <CreditsFor
      label={t.value.form.fields.onlyFor}
      value={draft.onlyFor}
      onChange={(onlyFor) => set({ onlyFor })}
      fault={fault('/onlyFor')}
    />
    {(draft.bonusCredits ?? 0) > 0 && (
      <CreditsFor
        label={t.value.form.fields.bonusOnlyFor}
        value={draft.bonusOnlyFor}
        onChange={(bonusOnlyFor) => set({ bonusOnlyFor })}
        fault={fault('/bonusOnlyFor')}
      />
    )}
  </>
);

const ProductParts = (props: PartProps) => (
  <>
    <TextField
      label={t.value.catalogue.category}
      optional
      value={props.draft.category}
      onInput={(category) => props.set({ category })}
      fault={props.fault('/category')}
    />
    <Variants {...props} />
    <Promotions {...props} />
    <Audience {...props} />
  </>
);

const ServiceParts = (props: PartProps) => {
  const { draft, set, fault } = props;
  return (
    <>
      <CreditsField
        label={t.value.catalogue.price}
        value={draft.price}
        onChange={(price) => set({ price })}
        fault={fault('/price')}
      />
      <TextArea
        label={t.value.catalogue.regional}
        help={t.value.catalogue.regionalHelp}
        optional
        rows={2}
        value={draft.regional}
        onInput={(regional) => set({ regional })}
        fault={fault('/regionalPrices')}
      />
      <CheckField
        label={t.value.catalogue.creditsAccepted}
        checked={draft.creditsAccepted}
        onChange={(creditsAccepted) => set({ creditsAccepted })}
      />
      <SelectField
        label={t.value.form.fields.payment}
        help={t.value.catalogue.paymentHelp}
        value={draft.payment ?? 'at_order'}
        options={[
          ['at_order', t.value.catalogue.payments.at_order],
          ['when_done', t.value.catalogue.payments.when_done],
        ]}
        onChange={(payment) => set({ payment })}
      />
      <Promotions {...props} />
      <Audience {...props} />
    </>
  );
};

const Preview = ({
  draft,
  picture,
  price,
}: {
  draft: ThingDraft;
  picture: Picture | undefined;
  price: string;
}) => (
  <div class="card">
    <ThingPicture picture={picture} />
    <div class="body stack tight">
      <strong class="anywhere">{draft.name}</strong>
      <span class="small second anywhere">{draft.category || draft.description}</span>
      <span class="strong">{price}</span>
    </div>
  </div>
);

const packagePrice = ({ credits, bonusCredits, money: amount, currency }: ThingDraft): string => {
  if (credits === undefined || amount === undefined || currency === '') return '';
  const price = { amount, currency };
  const total = credits + (bonusCredits ?? 0);
  return `${common.value.credits(total)}, ${money(price)}, ${t.value.catalogue.perCredit(moneyEach(price, total))}`;
};

const productPrice = ({ variants }: ThingDraft): string =>
  variants
    .flatMap(({ price }) => price ?? [])
    .map((price) => number(price))
    .join(' / ');

/** One package, product or service, which the address names. */
export const ThingPage = () => {
  const { params } = useRoute();
  const { kind: named, id = '' } = params;
  const kind = isKindName(named) ? named : 'products';
  switch (kind) {
    case 'packages':
      return (
        <Editor
          key={id}
          kind={packageKind}
          id={id}
          draftOf={packageDraft}
          inputOf={packageInput}
          parts={(props) => <PackageParts {...props} />}
          preview={(draft, picture) => (
            <Preview draft={draft} picture={picture} price={packagePrice(draft)} />
          )}
        />
      );
    case 'products':
      return (
        <Editor
          key={id}
          kind={productKind}
          id={id}
          draftOf={productDraft}
          inputOf={productInput}
          parts={(props) => <ProductParts {...props} />}
          preview={(draft, picture) => (
            <Preview draft={draft} picture={picture} price={productPrice(draft)} />
          )}
        />
      );
    case 'services':
      return (
        <Editor
          key={id}
          kind={serviceKind}
          id={id}
          draftOf={serviceDraft}
          inputOf={serviceInput}
          parts={(props) => <ServiceParts {...props} />}
          preview={(draft, picture) => (
            <Preview
              draft={draft}
              picture={picture}
              price={draft.price === undefined ? '' : common.value.credits(draft.price)}
            />
          )}
        />
      );
    default:
      return kind satisfies never;
  }
};
