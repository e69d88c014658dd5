import type { ReactNode } from 'react';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { useLiveDoors, type BoardDoor } from '../../live/doors.js';
import { Button } from '../../ui/button.js';
import { DoorShape } from '../../ui/door-shape.js';
import { isAbnormal, shapeOf } from '../../ui/door-state.js';
import { Icon } from '../../ui/icon.js';
import { PageLink, usePageSearch, usePathValue } from '../../ui/page-hooks.js';
import { Empty, ErrorBlock } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { Waiting } from '../../ui/waiting.js';
import { DoorMark } from './door-mark.js';
import { Editor } from './editor.js';
import { usePlan, type Plan } from './queries.js';
import { planPage } from './route.js';
import { OnSheet, Sheet } from './sheet.js';
import { UploadPicture } from './upload.js';
import './plans.css';

/** Doors of the plan that are not as usual, once more as a list. */
function Abnormal({ plan, doors }: { readonly plan: Plan; readonly doors: ReadonlyMap<string, BoardDoor> }) {
  const t = useT();
  const abnormal = plan.doors
    .flatMap(({ doorId }) => doors.get(doorId) ?? [])
    .filter(({ state }) => isAbnormal(shapeOf(state)))
    .sort((a, b) => a.name.localeCompare(b.name));
  const words = plan.doors.length === 0 ? t('plans.noDoors') : t('plans.allUsual');
  return (
    <section className="plan-side" aria-label={t('doors.abnormal')}>
      <h2>{t('doors.abnormal')}</h2>
      {abnormal.length === 0 && <p className="muted">{words}</p>}
      <ul className="plan-alarms">
        {abnormal.map(({ id, name, state }) => (
          <li key={id}>
            <PageLink to="/doors" search={{ door: id }} className="plan-alarm">
              <bdi className="grow">{name}</bdi>
              <DoorShape state={shapeOf(state)} size={16} />
              <span className="small muted">{state.since && <Time at={state.since} />}</span>
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Watched({ plan, doors }: { readonly plan: Plan; readonly doors: ReadonlyMap<string, BoardDoor> }) {
  return (
    <div className="plan-view">
      <Sheet plan={plan}>
        {plan.doors.map(({ doorId, x, y }) => {
          const door = doors.get(doorId);
          return (
            door && (
              <OnSheet key={doorId} place={{ x, y }}>
                <PageLink to="/doors" search={{ door: doorId }} className="plan-door">
                  <DoorMark door={door} />
                </PageLink>
              </OnSheet>
            )
          );
        })}
      </Sheet>
      <Abnormal plan={plan} doors={doors} />
    </div>
  );
}

interface ShownProps {
  readonly plan: Plan;
  readonly isEdited: boolean;
  readonly onDone: () => void;
}

function Shown({ plan, isEdited, onDone }: ShownProps) {
  const t = useT();
  const mayPlan = useMay()('plan');
  const { doors, error, retry } = useLiveDoors();
  if (plan.pictureAt === null) {
    return (
      <Empty icon="map" text={t('plans.noPicture')}>
        {mayPlan && <UploadPicture plan={plan} kind="main" />}
      </Empty>
    );
  }
  return (
    <>
      {error && doors.length === 0 && <ErrorBlock error={error} onRetry={retry} />}
      {isEdited && mayPlan ? (
        <Editor key={plan.id} plan={plan} doors={doors} onDone={onDone} />
      ) : (
        <Watched plan={plan} doors={new Map(doors.map((door) => [door.id, door]))} />
      )}
    </>
  );
}

export default function PlanPage(): ReactNode {
  const t = useT();
  const mayPlan = useMay()('plan');
  const asked = usePlan(usePathValue('plan'));
  const [{ edit }, setSearch] = usePageSearch(planPage);
  const plan = asked.data;
  const canEdit = mayPlan && edit === undefined && plan !== undefined && plan.pictureAt !== null;
  return (
    <>
      <div className="row plan-head">
        <h1 className="grow">{plan ? <bdi>{plan.name}</bdi> : t('plans.plan')}</h1>
        <PageLink to="/plans">{t('plans.all')}</PageLink>
        {canEdit && (
          <Button onPress={() => setSearch({ edit: true })}>
            <Icon name="pen" size={16} />
            {t('ui.edit')}
          </Button>
        )}
      </div>
      <Waiting asked={asked} />
      {plan && <Shown plan={plan} isEdited={edit === true} onDone={() => setSearch({ edit: undefined })} />}
    </>
  );
}
