import { describe, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { type Route, routeKey } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { resourcesOf } from './template.ts';

const template = inject('template');
const limits = z.object({ ThrottlingRateLimit: z.int(), ThrottlingBurstLimit: z.int() });

describe('the throttles of single routes', () => {
  const [{ DefaultRouteSettings, RouteSettings }] = z
    .tuple([z.object({ DefaultRouteSettings: limits, RouteSettings: z.record(z.string(), limits) })])
    .parse(
      resourcesOf(template, 'AWS::ApiGatewayV2::Stage', z.unknown()).map(({ properties }) => properties),
    );
  const limitOf = (route: Route) => RouteSettings[routeKey(route)];

  test('match the route table, plus one for unknown routes', () => {
    const declared = Object.values<Route>(routes).filter(({ throttle }) => throttle);
    expect(Object.keys(RouteSettings).toSorted()).toEqual(['$default', ...declared.map(routeKey)].toSorted());
    for (const route of declared)
      expect(limitOf(route)).toEqual({
        ThrottlingRateLimit: route.throttle?.rate,
        ThrottlingBurstLimit: route.throttle?.burst,
      });
  });

  test('are below the stage’s limit, so that a flood on one route leaves room for the others', () => {
    for (const { ThrottlingRateLimit, ThrottlingBurstLimit } of Object.values(RouteSettings)) {
      expect(ThrottlingRateLimit * 4).toBeLessThan(DefaultRouteSettings.ThrottlingRateLimit);
      expect(ThrottlingBurstLimit * 4).toBeLessThan(DefaultRouteSettings.ThrottlingBurstLimit);
    }
  });

  test('cover every route that is open to anyone, calls a provider or takes a code', () => {
    const { receiveWebhook, createCheckout, completeCheckout, createRedemption, ...others } = routes;
    for (const route of [createCheckout, completeCheckout, createRedemption])
      expect(limitOf(route)).toBeDefined();
    const open = Object.values<Route>(others).filter(({ scope }) => scope === 'public');
    expect(open).not.toEqual([]);
    for (const route of open) expect(limitOf(route)).toBeDefined();
    // All agencies share this route: a limit of its own would let a stranger close it with fewer requests.
    expect(limitOf(receiveWebhook)).toBeUndefined();
  });

  test('are deployed after the routes', () => {
    const all = resourcesOf(template, 'AWS::ApiGatewayV2::Route', z.object({})).map(({ id }) => id);
    expect(all.length).toBeGreaterThan(Object.keys(RouteSettings).length);
    const [{ DependsOn }] = z
      .tuple([z.object({ DependsOn: z.array(z.string()) })])
      .parse(Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Stage'));
    expect(DependsOn).toEqual(expect.arrayContaining(all));
  });
});
