import { useSignal } from '@preact/signals';
import type { PackageNote, Picture } from '@scrip/client';
import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { Button } from '../../design/button.tsx';
import { CheckField, TextArea, TextField } from '../../design/field.tsx';
import { Card, Notice, Skeleton } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { Page } from '../../frame/page.tsx';
import { common } from '../../language/texts.ts';
import { useSettings } from '../client.ts';
import { Ask } from '../form/ask.tsx';
import { useBase } from '../../data/base.ts';
import { Conflict } from '../form/conflict.tsx';
import { faultWithin, isConflict, otherFaults } from '../form/faults.ts';
import { LeaveGuard } from '../form/leave-guard.tsx';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { emptyDraft, type ThingDraft } from './drafts.ts';
import type { Kind } from './kinds.ts';
import type { PartProps } from './parts.tsx';
import { PictureField } from './picture-field.tsx';
import { NEW, useThing } from './use-thing.ts';

type Thing = { id: string; name: string; picture?: Picture | undefined; notes?: PackageNote[] | undefined };

type Props<Of, Input> = {
  kind: Kind<Of, Input>;
  id: string;
  draftOf: (thing: Of) => ThingDraft;
  inputOf: (draft: ThingDraft) => Input | undefined;
  /** The fields that only this kind has. */
  parts: (props: PartProps) => ComponentChildren;
  preview: (draft: ThingDraft, picture: Picture | undefined) => ComponentChildren;
};

const Form = <Of extends Thing, Input extends object>({
  kind,
  id,
  draftOf,
  inputOf,
  parts,
  preview,
  currency,
  edited,
}: Props<Of, Input> & { currency: string; edited: ReturnType<typeof useThing<Of, Input>> }) => {
  const { route } = useLocation();
  const { stored, put, remove, save, destroy } = edited;
  const thing = stored.data?.thing;
  const draft = useSignal(thing ? draftOf(thing) : emptyDraft(currency));
  const isDeleting = useSignal(false);
  const isIncomplete = useSignal(false);
  const set = (changed: Partial<ThingDraft>): void => {
    draft.value = { ...draft.value, ...changed };
    isIncomplete.value = false;
  };
  const fault = (pointer: string): string | undefined => faultWithin(put.failure, pointer);
  const list = href(`/catalogue/${kind.name}`);
  const sentOf = (one: Of) => inputOf(draftOf(one));
  const base = useBase(thing && sentOf(thing), stored.data, (read) => sentOf(read.thing));
  const press = async (etag = base.etag): Promise<void> => {
    const input = inputOf(draft.value);
    isIncomplete.value = input === undefined || draft.value.id.trim() === '';
    if (input === undefined || isIncomplete.value || (id !== NEW && etag === undefined)) return;
    if (await save(id === NEW ? draft.value.id.trim() : id, input, etag)) {
      route(id === NEW ? href(`/catalogue/${kind.name}/${encodeURIComponent(draft.value.id.trim())}`) : list);
      return;
    }
    if (isConflict(put.failure) && id !== NEW) await stored.refetch();
  };
  /** Where somebody else changed it meanwhile, the dialog says so first, and asks again. */
  const leave = async (): Promise<void> => {
    if (!stored.data) return;
    if (await destroy(stored.data)) route(list);
    else if (isConflict(remove.failure)) await stored.refetch();
  };
  const mine = inputOf(draft.value);
  const theirs = base.theirs && sentOf(base.theirs.thing);
  const conflict = !put.busy && base.theirs !== undefined;
  const start = thing ? draftOf(thing) : emptyDraft(currency);
  const isDirty = !remove.busy && JSON.stringify(draft.value) !== JSON.stringify(start);
  return (
    <form
      class="columns"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void press();
      }}
    >
      <Card>
        <div class="body stack">
          <div class="columns even">
            <TextField
              label={t.value.catalogue.name}
              help={t.value.catalogue.nameHelp}
              value={draft.value.name}
              onInput={(name) => set({ name })}
              fault={fault('/name')}
            />
            <TextField
              label={t.value.catalogue.id}
              help={t.value.catalogue.idHelp}
              value={draft.value.id}
              disabled={id !== NEW}
              inputClass="mono"
              onInput={(value) => set({ id: value })}
              fault={
                isConflict(put.failure) && id === NEW ? common.value.problems.already_there : fault('/id')
              }
            />
          </div>
          <TextArea
            label={t.value.catalogue.description}
            help={t.value.catalogue.nameHelp}
            optional
            value={draft.value.description}
            onInput={(description) => set({ description })}
            fault={fault('/description')}
          />
          {parts({ draft: draft.value, set, fault })}
          <CheckField
            label={t.value.catalogue.onSale}
            help={t.value.catalogue.onSaleHelp}
            checked={draft.value.onSale}
            onChange={(onSale) => set({ onSale })}
          />
          {conflict && mine && (
            <Conflict
              mine={Object.fromEntries(Object.entries(mine))}
              theirs={theirs && Object.fromEntries(Object.entries(theirs))}
              labels={t.value.form.fields}
              keepMine={() => void press(base.adopt())}
              takeTheirs={() => {
                if (base.theirs) draft.value = draftOf(base.theirs.thing);
                base.adopt();
                put.reset();
              }}
            />
          )}
          {isIncomplete.value && (
            <Notice tone="zero" live>
              {t.value.catalogue.incomplete}
            </Notice>
          )}
          {put.failure && !conflict && !(id === NEW && isConflict(put.failure)) && (
            <Notice tone="zero" live>
              {otherFaults(put.failure, []) ?? ''}
            </Notice>
          )}
          <div class="deeds">
            <a class="button" href={list}>
              {common.value.cancel}
            </a>
            <Button look="primary" type="submit" busy={put.busy} disabled={!isDirty && !put.busy}>
              {t.value.form.save}
            </Button>
            {thing && (
              <Button look="danger-text" onClick={() => (isDeleting.value = true)}>
                {t.value.catalogue.delete}
              </Button>
            )}
          </div>
        </div>
      </Card>
      <aside class="stack loose">
        <Card title={t.value.form.preview} plain>
          <div class="body">{preview(draft.value, thing?.picture)}</div>
        </Card>
        <Card>
          <div class="body">
            {thing ? (
              <PictureField kind={kind.name} thingId={thing.id} picture={thing.picture} />
            ) : (
              <p class="small second">{t.value.catalogue.pictureFirst}</p>
            )}
          </div>
        </Card>
        {thing?.notes?.map((note) => (
          <Notice key={`${note.code}-${note.provider}`} tone="low">
            {note.code === 'not_chargeable'
              ? t.value.catalogue.notes.not_chargeable(
                  note.provider ? common.value.providers[note.provider] : '',
                )
              : t.value.catalogue.notes.currency_differs}
          </Notice>
        ))}
      </aside>
      {isDirty && <LeaveGuard />}
      {isDeleting.value && thing && (
        <Ask
          title={t.value.catalogue.deleteTitle(thing.name)}
          deedText={t.value.catalogue.delete}
          deed={{
            busy: remove.busy || stored.isFetching,
            failure: base.theirs ? { code: 'precondition_failed' } : remove.failure,
          }}
          press={() => void leave()}
          close={() => (isDeleting.value = false)}
        >
          <p>{t.value.catalogue.deleteBody}</p>
        </Ask>
      )}
    </form>
  );
};

/** Makes a thing of the catalogue, or changes it. */
export const Editor = <Of extends Thing, Input extends object>(props: Props<Of, Input>) => {
  const { kind, id, draftOf, inputOf } = props;
  const settings = useSettings();
  const edited = useThing(kind, id, (thing) => {
    const input = inputOf(draftOf(thing));
    if (!input) throw new TypeError('What is stored is not whole');
    return input;
  });
  const { stored } = edited;
  const currency = settings.data?.settings.currency;
  return (
    <Page
      title={id === NEW ? t.value.catalogue.new[kind.name] : (stored.data?.thing.name ?? id)}
      back={{ href: href(`/catalogue/${kind.name}`), text: t.value.catalogue.kinds[kind.name] }}
    >
      {id === NEW ? (
        currency === undefined ? (
          <Skeleton />
        ) : (
          <Form {...props} currency={currency} edited={edited} />
        )
      ) : (
        <Answer of={stored} what={t.value.catalogue.whatOne}>
          {() => <Form {...props} currency={currency ?? ''} edited={edited} />}
        </Answer>
      )}
    </Page>
  );
};
