import type { IconName } from '../../design/icon.tsx';
import { t } from '../texts.ts';

/** The console's rooms, in the order of the menu. */
export const rooms = () =>
  [
    ['/', t.value.overview.title, 'home'],
    ['/requests', t.value.requests.title, 'inbox'],
    ['/accounts', t.value.accounts.title, 'people'],
    ['/catalogue', t.value.catalogue.title, 'box'],
    ['/meters', t.value.meters.title, 'chart'],
    ['/allowances', t.value.allowances.title, 'refresh'],
    ['/codes', t.value.codes.title, 'ticket'],
    ['/invoices', t.value.invoices.title, 'file'],
    ['/orders', t.value.orders.title, 'note'],
    ['/approvals', t.value.approvals, 'check'],
    ['/reports', t.value.reports.title, 'chart'],
    ['/events', t.value.events.title, 'bell'],
    ['/team', t.value.team.title, 'key'],
    ['/settings', t.value.settings.title, 'settings'],
    ['/changes', t.value.changes.title, 'history'],
  ] as const satisfies readonly (readonly [string, string, IconName])[];
