import { useSignal } from '@preact/signals';
import type { SettingsInput } from '@scrip/client';
import { useEffect, useRef } from 'preact/hooks';
import { useDeed } from '../../data/deed.ts';
import { useSettings } from '../client.ts';
import { Conflict } from '../form/conflict.tsx';
import { isConflict } from '../form/faults.ts';
import { LeaveGuard } from '../form/leave-guard.tsx';
import { t } from '../texts.ts';
import { AgencySection, PrivacySection } from './agency-section.tsx';
import { BrandingSection } from './branding-section.tsx';
import { faultIn, problemOf } from './faults.ts';
import { formOf, type SettingsForm } from './form.ts';
import { inputOf } from './input.ts';
import { labels } from './labels.ts';
import { changedMeanwhile, sameSettings, withTheirs } from './merge.ts';
import { RequestsSection } from './requests-section.tsx';
import { SaveBar } from './save-bar.tsx';
import { keepSettings, offerUndo, type ReadSettings, replaceSettings } from './saving.ts';
import { SellingSection } from './selling-section.tsx';
import { StoreSection } from './store-section.tsx';

const Sections = () => {
  const { sections, agency, selling, store, requests, privacy, branding } = t.value.settings;
  return (
    <nav class="section-links" aria-label={sections}>
      {Object.entries({ agency, selling, store, requests, privacy, branding }).map(([id, text]) => (
        <a key={id} href={`#${id}`}>
          {text}
        </a>
      ))}
    </nav>
  );
};

/** @param read the settings as they are; those under edit stay until somebody saves or discards */
export const Editor = ({ read }: { read: ReadSettings }) => {
  const stored = useSettings();
  const element = useRef<HTMLFormElement>(null);
  const base = useSignal(read);
  const theirs = useSignal<ReadSettings | undefined>(undefined);
  const form = useSignal(formOf(read.settings));
  const isTried = useSignal(false);
  const before = formOf(base.value.settings);
  const isDirty = base.value.etag === null || !sameSettings(form.value, before);
  const begin = (from: ReadSettings): void => {
    base.value = from;
    form.value = formOf(from.settings);
    theirs.value = undefined;
    isTried.value = false;
  };
  useEffect(() => {
    if (read !== base.value && !isDirty) begin(read);
  }, [read]);

  const save = useDeed(
    (body: SettingsInput, etag: string | null) => `settings:${etag}:${JSON.stringify(body)}`,
    (_key, body: SettingsInput, etag: string | null) => replaceSettings(body, etag),
  );
  const { input, unreadable } = inputOf(form.value);
  const press = async (etag = base.value.etag): Promise<void> => {
    isTried.value = true;
    if (unreadable.size > 0) return;
    const saved = await save.run(input, etag);
    if (saved) {
      const was = base.value;
      begin(saved);
      keepSettings(saved);
      offerUndo(was.settings, saved);
    } else if (isConflict(save.failure)) await meet(etag);
  };
  const meet = async (etag: string | null): Promise<void> => {
    const { data } = await stored.refetch();
    if (!data) return;
    // Only something that nobody edits here has changed, such as which providers have keys.
    if (data.etag !== etag && sameSettings(formOf(data.settings), before)) await press(data.etag);
    else theirs.value = data;
  };
  const isUnreadable = isTried.value && unreadable.size > 0;
  const { failure } = save;
  useEffect(() => {
    element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [failure, isUnreadable]);

  const part = {
    form: form.value,
    set: (changed: Partial<SettingsForm>) => (form.value = { ...form.value, ...changed }),
    fault: (pointer: string) => faultIn(isTried.value ? unreadable : new Map(), failure, pointer),
  };
  const conflict = isConflict(failure);
  const met = theirs.value && changedMeanwhile(form.value, before, formOf(theirs.value.settings));
  return (
    <form
      ref={element}
      class="stack loose settings"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void press();
      }}
    >
      <Sections />
      <AgencySection {...part} />
      <SellingSection {...part} offers={read.settings.providerOffers} />
      <StoreSection {...part} />
      <RequestsSection {...part} />
      <PrivacySection {...part} />
      <BrandingSection {...part} />
      {isDirty && (
        <>
          <LeaveGuard />
          <SaveBar
            busy={save.busy}
            problem={conflict ? undefined : problemOf(isUnreadable, failure)}
            discard={() => {
              begin(read);
              save.reset();
            }}
          >
            {conflict && (
              <Conflict
                mine={met?.mine ?? {}}
                theirs={met?.theirs}
                labels={labels()}
                keepMine={() => void press(theirs.value?.etag ?? null)}
                takeTheirs={() => {
                  if (!theirs.value) return;
                  const merged = withTheirs(form.value, before, formOf(theirs.value.settings));
                  begin(theirs.value);
                  form.value = merged;
                  save.reset();
                }}
              />
            )}
          </SaveBar>
        </>
      )}
    </form>
  );
};
