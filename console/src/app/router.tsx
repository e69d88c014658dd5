import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  RouterProvider,
  type ErrorComponentProps,
} from '@tanstack/react-router';
import { useSession } from '../api/session.js';
import { useT } from '../i18n/t.js';
import { PageLink } from '../ui/page-hooks.js';
import type { PageDefinition } from '../ui/page.js';
import { Empty, ErrorBlock, Loading, NoRight } from '../ui/states.js';
import { isAllowed, pages } from './pages.js';
import { Shell } from './shell.js';

function NotFound() {
  const t = useT();
  return (
    <Empty icon="question" text={t('app.notFound')}>
      <PageLink to="/">{t('app.toFirstPage')}</PageLink>
    </Empty>
  );
}

const Crash = ({ error, reset }: ErrorComponentProps) => <ErrorBlock error={error} onRetry={reset} />;

const root = createRootRoute({
  component: () => (
    <Shell>
      <Outlet />
    </Shell>
  ),
  notFoundComponent: NotFound,
});

function Guarded({ page }: { readonly page: PageDefinition }) {
  const t = useT();
  if (isAllowed(page, useSession())) return <Outlet />;
  return (
    <>
      <h1>{t(page.title)}</h1>
      <NoRight />
    </>
  );
}

const routes = pages.map((page) => {
  // The guard is a route of its own: what it keeps out is not even fetched as a file.
  const guard = createRoute({
    getParentRoute: () => root,
    id: `guard-${page.path.slice(1)}`,
    component: () => <Guarded page={page} />,
  });
  const own = createRoute({
    getParentRoute: () => guard,
    path: page.path,
    validateSearch: page.search,
    component: lazyRouteComponent(page.load),
    errorComponent: Crash,
  });
  return guard.addChildren([own]);
});

const router = createRouter({
  routeTree: root.addChildren(routes),
  basepath: '/console',
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultErrorComponent: Crash,
  scrollRestoration: false,
});

export const Pages = () => <RouterProvider router={router} />;
