import type { ComponentChildren } from 'preact';
import { date, dateTime, exactly } from '../language/format.ts';
import { common } from '../language/texts.ts';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'plain' | 'accent' | 'in' | 'low' | 'zero';

/** A word with a sign: what state something is in. */
export const Tag = ({
  tone = 'plain',
  icon,
  children,
}: {
  tone?: Tone;
  icon?: IconName;
  children: ComponentChildren;
}) => (
  <span class={`tag ${tone}`}>
    {icon && <Icon name={icon} />}
    {children}
  </span>
);

const NOTICE_ICONS: Record<Tone, IconName> = {
  plain: 'circle',
  accent: 'circle',
  in: 'check',
  low: 'alert',
  zero: 'circle',
};

/** @param live read out as soon as it appears */
export const Notice = ({
  tone = 'plain',
  icon,
  live = false,
  children,
}: {
  tone?: Tone;
  icon?: IconName;
  live?: boolean;
  children: ComponentChildren;
}) => (
  <div
    class={`notice ${tone}`}
    role={live ? (tone === 'zero' || tone === 'low' ? 'alert' : 'status') : undefined}
  >
    <Icon name={icon ?? NOTICE_ICONS[tone]} />
    <div class="grow">{children}</div>
  </div>
);

/**
 * A date, with the exact instant on hover.
 * @param zone an IANA name, where it is not to be in the reader's time zone
 */
export const When = ({
  at,
  withTime = false,
  zone,
}: {
  at: string;
  withTime?: boolean;
  zone?: string | undefined;
}) => (
  <time dateTime={at} title={exactly(at)} class="nowrap">
    {withTime ? dateTime(at, zone) : date(at, zone)}
  </time>
);

/** Labels and values, line by line. */
export const Pairs = ({
  lines,
  well = false,
}: {
  lines: readonly (
    | { label: ComponentChildren; value: ComponentChildren; tone?: 'in' | 'low' | 'zero'; total?: boolean }
    | undefined
    | false
  )[];
  well?: boolean;
}) => (
  <dl class={`pairs ${well ? 'well' : ''}`}>
    {lines.map(
      (line) =>
        line && (
          <div class={line.total === true ? 'total' : ''}>
            <dt>{line.label}</dt>
            <dd class={line.tone ?? ''}>{line.value}</dd>
          </div>
        ),
    )}
  </dl>
);

export const Card = ({
  title,
  actions,
  footer,
  children,
  plain = false,
  id,
}: {
  title?: ComponentChildren;
  actions?: ComponentChildren;
  footer?: ComponentChildren;
  children?: ComponentChildren;
  /** Without a line below its title. */
  plain?: boolean;
  id?: string;
}) => (
  <section class="card" id={id}>
    {(title !== undefined || actions !== undefined) && (
      <header class={plain ? 'plain' : ''}>
        <h2>{title}</h2>
        {actions !== undefined && <div class="actions">{actions}</div>}
      </header>
    )}
    {children}
    {footer !== undefined && <footer>{footer}</footer>}
  </section>
);

/** The shape of what comes; screen readers hear that something is loading. */
export const Skeleton = ({ lines = 6, hero = false }: { lines?: number; hero?: boolean }) => (
  <div class="skeleton" role="status">
    <span class="sr">{common.value.loading}</span>
    {hero && <i class="hero" />}
    {Array.from({ length: lines }, (_, line) => (
      <i key={line} />
    ))}
  </div>
);

/** Nothing yet, nothing found, not now: what is so, then what to do. */
export const State = ({
  icon,
  title,
  children,
  actions,
  level = 2,
}: {
  icon?: IconName;
  title: string;
  children?: ComponentChildren;
  actions?: ComponentChildren;
  level?: 1 | 2 | 3;
}) => {
  const Heading = `h${level}` as const;
  return (
    <div class="state">
      {icon && <Icon name={icon} />}
      <Heading>{title}</Heading>
      {children !== undefined && <p>{children}</p>}
      {actions !== undefined && <div class="actions">{actions}</div>}
    </div>
  );
};
