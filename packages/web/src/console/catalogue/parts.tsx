import { Button } from '../../design/button.tsx';
import { Segments, TextArea, TextField } from '../../design/field.tsx';
import { CreditsField } from '../form/number-field.tsx';
import { t } from '../texts.ts';
import {
  newPromotion,
  newVariant,
  type PromotionDraft,
  type ThingDraft,
  type VariantDraft,
} from './drafts.ts';

export type PartProps = {
  draft: ThingDraft;
  set: (changed: Partial<ThingDraft>) => void;
  fault: (pointer: string) => string | undefined;
};

const replaced = <Item,>(items: readonly Item[], index: number, changed: Partial<Item>): Item[] =>
  items.map((item, at) => (at === index ? { ...item, ...changed } : item));

const Variant = ({
  variant,
  index,
  set,
  remove,
  fault,
}: {
  variant: VariantDraft;
  index: number;
  set: (changed: Partial<VariantDraft>) => void;
  remove: (() => void) | undefined;
  fault: PartProps['fault'];
}) => (
  <div class="group">
    <div class="columns even">
      <TextField
        label={t.value.catalogue.variantName}
        value={variant.name}
        onInput={(name) => set({ name })}
        fault={fault(`/variants/${index}/name`)}
      />
      <TextField
        label={t.value.catalogue.id}
        value={variant.id}
        inputClass="mono"
        onInput={(id) => set({ id })}
        fault={fault(`/variants/${index}/id`)}
      />
      <CreditsField
        label={t.value.catalogue.price}
        value={variant.price}
        onChange={(price) => set({ price })}
        fault={fault(`/variants/${index}/price`)}
      />
      <TextField
        label={t.value.catalogue.version}
        optional
        value={variant.version}
        onInput={(version) => set({ version })}
        fault={fault(`/variants/${index}/release/version`)}
      />
    </div>
    <TextField
      label={t.value.catalogue.file}
      help={t.value.catalogue.fileHelp}
      optional
      value={variant.file}
      inputClass="mono"
      onInput={(file) => set({ file, sha256: undefined })}
      fault={fault(`/variants/${index}/release/file/object`) ?? fault(`/variants/${index}/release/file/link`)}
    />
    <TextArea
      label={t.value.catalogue.regional}
      help={t.value.catalogue.regionalHelp}
      optional
      rows={2}
      value={variant.regional}
      onInput={(regional) => set({ regional })}
      fault={fault(`/variants/${index}/regionalPrices`)}
    />
    {remove && (
      <div class="actions">
        <Button small look="danger-text" onClick={remove}>
          {t.value.catalogue.remove(variant.name || t.value.catalogue.variant)}
        </Button>
      </div>
    )}
  </div>
);

export const Variants = ({ draft: { variants }, set, fault }: PartProps) => (
  <fieldset class="stack">
    <legend class="legend">{t.value.catalogue.variants}</legend>
    {variants.map((variant, index) => (
      <Variant
        key={index}
        variant={variant}
        index={index}
        fault={fault}
        set={(changed) => set({ variants: replaced(variants, index, changed) })}
        remove={
          variants.length > 1 ? () => set({ variants: variants.filter((_, at) => at !== index) }) : undefined
        }
      />
    ))}
    <div class="actions">
      <Button small icon="plus" onClick={() => set({ variants: [...variants, newVariant()] })}>
        {t.value.catalogue.addVariant}
      </Button>
    </div>
  </fieldset>
);

const Promotion = ({
  promotion,
  index,
  set,
  remove,
  fault,
}: {
  promotion: PromotionDraft;
  index: number;
  set: (changed: Partial<PromotionDraft>) => void;
  remove: () => void;
  fault: PartProps['fault'];
}) => (
  <div class="group">
    <div class="columns even">
      <TextField
        label={t.value.catalogue.name}
        help={t.value.catalogue.nameHelp}
        value={promotion.name}
        onInput={(name) => set({ name })}
        fault={fault(`/promotions/${index}/name`)}
      />
      <TextField
        label={t.value.catalogue.id}
        value={promotion.id}
        inputClass="mono"
        onInput={(id) => set({ id })}
        fault={fault(`/promotions/${index}/id`)}
      />
      <TextField
        type="datetime-local"
        label={t.value.catalogue.from}
        value={promotion.from}
        onInput={(from) => set({ from })}
        fault={fault(`/promotions/${index}/from`)}
      />
      <TextField
        type="datetime-local"
        label={t.value.catalogue.to}
        value={promotion.to}
        onInput={(to) => set({ to })}
        fault={fault(`/promotions/${index}/to`)}
      />
      <CreditsField
        label={t.value.catalogue.discount}
        value={promotion.discount}
        onChange={(discount) => set({ discount })}
        fault={
          fault(`/promotions/${index}/discount/percent`) ?? fault(`/promotions/${index}/discount/credits`)
        }
      />
      <Segments
        label={t.value.catalogue.unit}
        value={promotion.isPercent ? 'percent' : 'credits'}
        options={[
          ['percent', t.value.catalogue.percent],
          ['credits', t.value.catalogue.inCredits],
        ]}
        onChange={(unit) => set({ isPercent: unit === 'percent' })}
      />
    </div>
    <TextField
      label={t.value.catalogue.regions}
      help={t.value.catalogue.regionsHelp}
      optional
      value={promotion.regions}
      onInput={(regions) => set({ regions })}
      fault={fault(`/promotions/${index}/regions`)}
    />
    <div class="actions">
      <Button small look="danger-text" onClick={remove}>
        {t.value.catalogue.remove(promotion.name || t.value.catalogue.promotion)}
      </Button>
    </div>
  </div>
);

export const Promotions = ({ draft: { promotions }, set, fault }: PartProps) => (
  <fieldset class="stack">
    <legend class="legend">{t.value.catalogue.promotions}</legend>
    {promotions.map((promotion, index) => (
      <Promotion
        key={index}
        promotion={promotion}
        index={index}
        fault={fault}
        set={(changed) => set({ promotions: replaced(promotions, index, changed) })}
        remove={() => set({ promotions: promotions.filter((_, at) => at !== index) })}
      />
    ))}
    <div class="actions">
      <Button small icon="plus" onClick={() => set({ promotions: [...promotions, newPromotion()] })}>
        {t.value.catalogue.addPromotion}
      </Button>
    </div>
  </fieldset>
);

export const Audience = ({ draft, set, fault }: PartProps) => (
  <div class="columns even">
    <TextField
      label={t.value.catalogue.regions}
      help={t.value.catalogue.regionsHelp}
      optional
      value={draft.regions}
      onInput={(regions) => set({ regions })}
      fault={fault('/eligibility/regions')}
    />
    <TextArea
      label={t.value.catalogue.accounts}
      help={t.value.catalogue.accountsHelp}
      optional
      rows={2}
      value={draft.accounts}
      onInput={(accounts) => set({ accounts })}
      fault={fault('/eligibility/accounts')}
    />
  </div>
);
