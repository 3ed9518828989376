import { QueryClientProvider } from '@tanstack/preact-query';
import { LocationProvider, lazy, Route, Router } from 'preact-iso';
import { useEffect } from 'preact/hooks';
import { Toasts } from '../design/toast.tsx';
import { queryClient } from '../data/query.ts';
import { applyBrand } from '../frame/brand.ts';
import { FaultBoundary } from '../frame/fault.tsx';
import { NotFound } from '../frame/not-found.tsx';
import { OfflineStrip } from '../frame/strip.tsx';
import { common } from '../language/texts.ts';
import { Gate, SignInButton } from '../session/gate.tsx';
import { useSettings } from './client.ts';
import '../frame/back.ts';
import { Brand, RoomLinks } from './frame/menu.tsx';
import { Top } from './frame/top.tsx';
import { href } from './paths.ts';
import { t } from './texts.ts';

const AccountPage = lazy(async () => (await import('./account/account-page.tsx')).AccountPage);
const AccountsPage = lazy(async () => (await import('./accounts/accounts-page.tsx')).AccountsPage);
const AllowancePage = lazy(async () => (await import('./allowances/allowance-page.tsx')).AllowancePage);
const AllowancesPage = lazy(async () => (await import('./allowances/allowances-page.tsx')).AllowancesPage);
const ApprovalsPage = lazy(async () => (await import('./approvals/approvals-page.tsx')).ApprovalsPage);
const BooksPage = lazy(async () => (await import('./reports/books-page.tsx')).BooksPage);
const CataloguePage = lazy(async () => (await import('./catalogue/catalogue-page.tsx')).CataloguePage);
const ChangesPage = lazy(async () => (await import('./changes/changes-page.tsx')).ChangesPage);
const CodesPage = lazy(async () => (await import('./codes/codes-page.tsx')).CodesPage);
const EndpointPage = lazy(async () => (await import('./events/endpoint-page.tsx')).EndpointPage);
const EventsPage = lazy(async () => (await import('./events/events-page.tsx')).EventsPage);
const InvoicesPage = lazy(async () => (await import('./invoices/invoices-page.tsx')).InvoicesPage);
const MetersPage = lazy(async () => (await import('./meters/meters-page.tsx')).MetersPage);
const OrdersPage = lazy(async () => (await import('./orders/orders-page.tsx')).OrdersPage);
const OverviewPage = lazy(async () => (await import('./overview/overview-page.tsx')).OverviewPage);
const ReportsPage = lazy(async () => (await import('./reports/reports-page.tsx')).ReportsPage);
const RequestsPage = lazy(async () => (await import('./requests/requests-page.tsx')).RequestsPage);
const SettingsPage = lazy(async () => (await import('./settings/settings-page.tsx')).SettingsPage);
const ThingPage = lazy(async () => (await import('./catalogue/thing-page.tsx')).ThingPage);
const TeamPage = lazy(async () => (await import('./team/team-page.tsx')).TeamPage);

const NotFoundPage = () => <NotFound home={href('/')} />;

const Pages = () => (
  <Router>
    <Route path={href('/')} component={OverviewPage} />
    <Route path={href('/requests')} component={RequestsPage} />
    <Route path={href('/requests/:id')} component={RequestsPage} />
    <Route path={href('/accounts')} component={AccountsPage} />
    <Route path={href('/accounts/:id')} component={AccountPage} />
    <Route path={href('/catalogue')} component={CataloguePage} />
    <Route path={href('/catalogue/:kind')} component={CataloguePage} />
    <Route path={href('/catalogue/:kind/:id')} component={ThingPage} />
    <Route path={href('/meters')} component={MetersPage} />
    <Route path={href('/allowances')} component={AllowancesPage} />
    <Route path={href('/allowances/:id')} component={AllowancePage} />
    <Route path={href('/approvals')} component={ApprovalsPage} />
    <Route path={href('/codes')} component={CodesPage} />
    <Route path={href('/invoices')} component={InvoicesPage} />
    <Route path={href('/orders')} component={OrdersPage} />
    <Route path={href('/reports')} component={ReportsPage} />
    <Route path={href('/reports/books')} component={BooksPage} />
    <Route path={href('/events')} component={EventsPage} />
    <Route path={href('/events/:id')} component={EndpointPage} />
    <Route path={href('/team')} component={TeamPage} />
    <Route path={href('/settings')} component={SettingsPage} />
    <Route path={href('/changes')} component={ChangesPage} />
    <Route default component={NotFoundPage} />
  </Router>
);

const Frame = () => {
  const { data, dataUpdatedAt } = useSettings();
  useEffect(() => {
    if (data) applyBrand({ name: data.settings.name, ...data.settings.branding });
  }, [data]);
  return (
    <div class="console">
      <nav class="console-side" aria-label={common.value.main}>
        <Brand />
        <RoomLinks />
      </nav>
      <div>
        <OfflineStrip knownAt={() => dataUpdatedAt} />
        <Top />
        <main id="main" tabIndex={-1}>
          <FaultBoundary>
            <Pages />
          </FaultBoundary>
        </main>
      </div>
    </div>
  );
};

const Welcome = () => (
  <main class="welcome" id="main">
    <div class="card">
      <span class="mark" aria-hidden="true">
        S
      </span>
      <h1>{t.value.welcome.title}</h1>
      <p class="second">{t.value.welcome.lead}</p>
      <SignInButton />
    </div>
  </main>
);

export const App = () => (
  <LocationProvider scope="/console">
    <QueryClientProvider client={queryClient}>
      <a class="skip" href="#main">
        {common.value.skip}
      </a>
      <Gate welcome={<Welcome />}>
        <Frame />
      </Gate>
      <Toasts />
    </QueryClientProvider>
  </LocationProvider>
);
