import type { ReactNode } from 'react';
import { useAreaNames } from '../../api/choices.js';
import { useList } from '../../api/list.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { useLiveDoors } from '../../live/doors.js';
import { Button } from '../../ui/button.js';
import { isAbnormal, shapeOf } from '../../ui/door-state.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { Icon } from '../../ui/icon.js';
import { PageLink, useGo, usePageSearch } from '../../ui/page-hooks.js';
import { SidePanel, WithPanel } from '../../ui/side-panel.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { PlanForm, PlanPanel } from './plan-form.js';
import { pictureOf, type Plan } from './queries.js';
import { plansPage } from './route.js';
import './plans.css';

interface CardProps {
  readonly plan: Plan;
  readonly area: string;
  /** Doors on it that are not as usual. */
  readonly abnormal: number;
  readonly onChange: (() => void) | null;
}

function Card({ plan, area, abnormal, onChange }: CardProps) {
  const t = useT();
  const { id, name, doors, pictureAt } = plan;
  return (
    <li className="plan-card">
      <PageLink to={`/plans/${encodeURIComponent(id)}`} className="plan-open">
        <span className="plan-thumb">
          {pictureAt === null ? <Icon name="map" size={28} /> : <img src={pictureOf(plan)} alt="" loading="lazy" />}
        </span>
        <strong className="plan-title">
          <bdi>{name}</bdi>
        </strong>
      </PageLink>
      <div className="plan-about">
        <span className="grow small muted">
          <bdi>{area}</bdi> · {t('plans.doorsOf', { count: doors.length })}
          {abnormal > 0 && <strong className="plan-abnormal"> · {t('plans.abnormalOf', { count: abnormal })}</strong>}
        </span>
        {onChange && (
          <Button kind="quiet" onPress={onChange} aria-label={t('plans.change', { name })}>
            <Icon name="pen" />
          </Button>
        )}
      </div>
    </li>
  );
}

function useAbnormal(): ReadonlySet<string> {
  const { doors } = useLiveDoors();
  return new Set(doors.filter(({ state }) => isAbnormal(shapeOf(state))).map(({ id }) => id));
}

export default function PlansPage(): ReactNode {
  const t = useT();
  const mayPlan = useMay()('plan');
  const [{ q, plan }, setSearch] = usePageSearch(plansPage);
  const query = { q, sort: 'name', count: 'true' } as const;
  const { rows, total, error, isLoading, hasMore, more, retry } = useList('plans', 'GET /plans', query as never);
  const areaNames = useAreaNames();
  const abnormal = useAbnormal();
  const chosen = rows.find(({ id }) => id === plan);
  const close = () => setSearch({ plan: undefined });
  const add = mayPlan && (
    <Button kind="main" onPress={() => setSearch({ plan: 'new' })}>
      <Icon name="plus" size={16} />
      {t('plans.add')}
    </Button>
  );
  const list = () => {
    if (isLoading) return <Loading />;
    if (error && rows.length === 0) return <ErrorBlock error={error} onRetry={retry} />;
    if (rows.length === 0) return <Empty icon="map" text={t(q === undefined ? 'plans.none' : 'ui.nothingFound')} />;
    return (
      <>
        <ul className="plan-cards" aria-label={t('plans.title')}>
          {rows.map((one) => (
            <Card
              key={one.id}
              plan={one}
              area={areaNames.get(one.areaCode) ?? one.areaCode}
              abnormal={one.doors.filter(({ doorId }) => abnormal.has(doorId)).length}
              onChange={mayPlan ? () => setSearch({ plan: one.id }) : null}
            />
          ))}
        </ul>
        {hasMore && <Button onPress={more}>{t('plans.more')}</Button>}
      </>
    );
  };
  const panel = () => {
    if (!mayPlan) return null;
    if (plan === 'new') {
      return (
        <SidePanel key="new" title={t('plans.add')} onClose={close}>
          <NewPlan />
        </SidePanel>
      );
    }
    return (
      chosen && (
        <SidePanel key={chosen.id} title={<bdi>{chosen.name}</bdi>} onClose={close}>
          <PlanPanel plan={chosen} onGone={close} />
        </SidePanel>
      )
    );
  };
  return (
    <>
      <h1>{t('plans.title')}</h1>
      <FilterBar text={q} onText={(text) => setSearch({ q: text })} total={total}>
        <PageLink to="/doors" className="button plain">
          <Icon name="door" size={16} />
          {t('doors.board')}
        </PageLink>
        {add}
      </FilterBar>
      <WithPanel panel={panel()}>{list()}</WithPanel>
    </>
  );
}

/** Its picture comes next. */
function NewPlan() {
  const go = useGo();
  return <PlanForm onSaved={(id) => go(`/plans/${encodeURIComponent(id)}`)} />;
}
