import { useEffect, useRef } from 'preact/hooks';
import { applyLook } from '../../frame/brand.ts';
import { number } from '../../language/format.ts';
import { t } from '../texts.ts';
import type { SettingsForm } from './form.ts';

const SAMPLE_CREDITS = 1240;

const HEX = /^#[\da-f]{6}$/i;

const isColour = (text: string): boolean => HEX.test(text.trim());

/** A piece of the portal as the form would have it, in one scheme. Nothing in it can be pressed. */
const Sample = ({ form: { name, branding }, scheme }: { form: SettingsForm; scheme: 'light' | 'dark' }) => {
  const element = useRef<HTMLDivElement>(null);
  const { hasAccent, light, dark } = branding;
  const radius = /^\d{1,2}$/.test(branding.radius.trim()) ? Number(branding.radius) : undefined;
  useEffect(() => {
    if (!element.current) return;
    const isReadable = isColour(light) && isColour(dark);
    if (hasAccent && !isReadable) return;
    applyLook(
      { accent: hasAccent ? { light: light.trim(), dark: dark.trim() } : undefined, radius },
      element.current,
    );
  }, [hasAccent, light, dark, radius]);
  return (
    <figure class="sample">
      <figcaption class="caption second">{t.value.settings.schemes[scheme]}</figcaption>
      <div ref={element} class="sample-page" data-brand data-theme={scheme} inert>
        <div class="sample-head">
          <span class="brand">
            {branding.logoUrl.startsWith('https://') ? (
              <img class="mark" src={branding.logoUrl} alt="" width="28" height="28" />
            ) : (
              <span class="mark">{name.charAt(0)}</span>
            )}
            <span class="name">{name}</span>
          </span>
        </div>
        <div class="card">
          <div class="body stack tight">
            <span class="small second">{t.value.settings.sampleAvailable}</span>
            <span class="sample-count">{number(SAMPLE_CREDITS)}</span>
            <span class="row wrap">
              <span class="button primary">{t.value.settings.sampleButton}</span>
              <span class="link">{t.value.settings.sampleLink}</span>
            </span>
          </div>
        </div>
      </div>
    </figure>
  );
};

/** What customers would see, in light and in dark. */
export const Preview = ({ form }: { form: SettingsForm }) => (
  <div class="stack tight">
    <h3 class="label">{t.value.form.preview}</h3>
    <div class="samples">
      <Sample form={form} scheme="light" />
      <Sample form={form} scheme="dark" />
    </div>
  </div>
);
