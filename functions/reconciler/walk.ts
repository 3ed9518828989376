import { instant, type Instant } from '../../shared/kernel/clock.ts';
import type { Window } from '../../shared/payments/source.ts';
import type { Place } from '../../shared/table/items/reconciliation.ts';
import { MINUTE_MS } from '../../shared/kernel/durations.ts';

/** The way through a provider's lists: span by span, in each span list by list, each list window by window. */
export type Route = {
  range: Window;
  /** How long a span is, in milliseconds. */
  spanMs: number;
  /** The lists by their names, in order. */
  sources: readonly string[];
  /** Lists that failed, and are left out from then on. */
  failed: readonly string[];
  /** How long a window is at most, in milliseconds. */
  maxWindowMs: number;
  /** What a list is asked for, to have all of a span. */
  asked: (source: string, span: Window) => Window;
};

/** Milliseconds; a window that is too large is halved down to here. */
export const MIN_WINDOW_MS = 15 * MINUTE_MS;

const after = (from: Instant, milliseconds: number, end: Instant): Instant =>
  instant(Math.min(Date.parse(from) + milliseconds, Date.parse(end)));

const length = ({ from, to }: Window): number => Date.parse(to) - Date.parse(from);

/** @param start where the span begins */
export const spanFrom = ({ range, spanMs }: Route, start: Instant): Window => ({
  from: start,
  to: after(start, spanMs, range.to),
});

/** @returns undefined at the end of the walk */
const enter = (route: Route, start: Instant, index: number): Place | undefined => {
  const span = spanFrom(route, start);
  const source = route.sources[index];
  if (source === undefined) return span.to < route.range.to ? enter(route, span.to, 0) : undefined;
  if (route.failed.includes(source)) return enter(route, start, index + 1);
  const { from, to } = route.asked(source, span);
  return { span: start, source, from, to: after(from, route.maxWindowMs, to), page: null };
};

export const firstPlace = (route: Route): Place | undefined => enter(route, route.range.from, 0);

/** Whether a place is still one of this way: lists come and go with versions. */
export const isOn = ({ sources }: Route, { source }: Place): boolean => sources.includes(source);

/** @returns where the next list begins */
export const afterSource = (route: Route, { span, source }: Place): Place | undefined =>
  enter(route, span, route.sources.indexOf(source) + 1);

/** Whether a window is the first of its list in its span, and whether it is the last. */
export const isFirstWindow = (route: Route, { span, source, from }: Place): boolean =>
  from === route.asked(source, spanFrom(route, span)).from;

export const isLastWindow = (route: Route, { span, source, to }: Place): boolean =>
  to >= route.asked(source, spanFrom(route, span)).to;

/** @returns the next window: twice as long, where this one had been halved */
export const afterWindow = (route: Route, place: Place): Place | undefined => {
  if (isLastWindow(route, place)) return afterSource(route, place);
  const { to: end } = route.asked(place.source, spanFrom(route, place.span));
  const longest = Math.min(2 * length(place), route.maxWindowMs);
  return { ...place, from: place.to, to: after(place.to, longest, end), page: null };
};

/** @returns undefined for a window that is halved no more */
export const halved = (place: Place): Place | undefined => {
  const half = Math.floor(length(place) / 2);
  return half < MIN_WINDOW_MS ? undefined : { ...place, to: after(place.from, half, place.to), page: null };
};
