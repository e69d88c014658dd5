import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { Icon } from '../../ui/icon.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Removal } from '../../ui/removal.js';
import { toast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import { HostName } from './host-name.js';
import { useVisitorLevels } from './level-choice.js';
import { explainIn, fullName } from './names.js';
import { useChanged, useReservation, useVisit, type Reservation, type Visit } from './queries.js';
import { toField } from './site-clock.js';
import { useLeave } from './use-leave.js';
import { WallTime } from './wall-time.js';

function Facts({ of }: { readonly of: Visit | Reservation }) {
  const t = useT();
  const { certType, certNumber, company, phone, carPlate, visitReason, startTime, endTime } = of;
  const facts = [
    [t.loose(`visitors.cert-${certType}`, t('visitors.certNumber')), certNumber],
    [t('visitors.company'), company],
    [t('visitors.phone'), phone],
    [t('visitors.carPlate'), carPlate],
    [t('visitors.reason'), visitReason],
  ] as const;
  return (
    <dl className="facts">
      {facts.map(
        ([name, value]) =>
          value !== '' && (
            <div key={name} className="visitor-fact">
              <dt>{name}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ),
      )}
      <div className="visitor-fact">
        <dt>{t('visitors.time')}</dt>
        <dd>
          <WallTime at={startTime} /> – <WallTime at={endTime} />
        </dd>
      </div>
    </dl>
  );
}

function Extend({ visit: { id, endTime } }: { readonly visit: Visit }) {
  const t = useT();
  const changed = useChanged();
  const extend = async (values: FormData) => {
    await call('PATCH /visits/{id}', { path: { id }, body: { endTime: textIn(values, 'endTime') } });
    await changed();
  };
  return (
    <Form onSubmit={extend} submit={t('ui.save')} explain={explainIn(t)}>
      <TextField
        name="endTime"
        type="datetime-local"
        label={t('visitors.untilAt')}
        defaultValue={toField(endTime)}
        isRequired
      />
    </Form>
  );
}

/** What the visitor opens, and with what. */
function Opens({ visit }: { readonly visit: Visit }) {
  const t = useT();
  const levels = new Map(useVisitorLevels().map(({ id, name }) => [id, name]));
  const { levelIds, cardNo, status } = visit;
  return (
    <>
      {status !== 'ended' && levelIds.length === 0 && (
        <p className="visitor-warning">{t('visitors.opensNothing', { name: fullName(visit) })}</p>
      )}
      {levelIds.length > 0 && (
        <p>
          {t('visitors.levels')}: <bdi>{levelIds.map((level) => levels.get(level) ?? level).join(', ')}</bdi>
        </p>
      )}
      {cardNo !== '' && (
        <p>
          {t('visitors.card')}: <bdi>{cardNo}</bdi>
        </p>
      )}
    </>
  );
}

/** What can still be done while the visit lasts. */
function Acts({ visit }: { readonly visit: Visit }) {
  const t = useT();
  const may = useMay();
  const { leave, isPending } = useLeave();
  return (
    <div className="row">
      {may('visit.exit') && (
        <Button kind="main" isPending={isPending} onPress={() => leave(visit)}>
          <Icon name="out" size={16} />
          {t('visitors.checkOut')}
        </Button>
      )}
      <PageLink to={`/visitors/${encodeURIComponent(visit.id)}`}>{t('visitors.badge')}</PageLink>
    </div>
  );
}

function VisitView({ visit }: { readonly visit: Visit }) {
  const t = useT();
  const may = useMay();
  const { hostName, hostPin, status, access, opensFrom, exitTime, endTime } = visit;
  const isOpen = status !== 'ended';
  return (
    <>
      <p>
        {t('visitors.visits')} <bdi>{hostName || hostPin}</bdi> · {t(`visitors.access-${access}`)}{' '}
        {exitTime !== null && <WallTime at={exitTime} />}
      </p>
      {access === 'early' && (
        <p className="visitor-warning">
          {t('visitors.opensFrom')} <WallTime at={opensFrom} />
        </p>
      )}
      {isOpen && <Acts visit={visit} />}
      <Opens visit={visit} />
      <Facts of={visit} />
      {isOpen && may('visit') && <Extend key={endTime} visit={visit} />}
    </>
  );
}

export function VisitContent({ id }: { readonly id: string }) {
  const asked = useVisit(id);
  return (
    <>
      <Waiting asked={asked} />
      {asked.data && (
        <>
          <h3>
            <bdi>{fullName(asked.data)}</bdi>
          </h3>
          <VisitView visit={asked.data} />
        </>
      )}
    </>
  );
}

interface ReservationProps {
  readonly id: string;
  readonly onArrive: () => void;
  readonly onGone: () => void;
}

export function ReservationContent({ id, onArrive, onGone }: ReservationProps) {
  const t = useT();
  const may = useMay();
  const changed = useChanged();
  const asked = useReservation(id);
  const one = asked.data;
  return (
    <>
      <Waiting asked={asked} />
      {one && (
        <>
          <h3>
            <bdi>{one.name}</bdi>
          </h3>
          <p>
            {t('visitors.visits')} <HostName pin={one.hostPin} />
          </p>
          <Facts of={one} />
          {may('visit') && one.visitId === null && (
            <>
              <div className="row">
                <Button kind="main" onPress={onArrive}>
                  {t('visitors.checkIn')}
                </Button>
              </div>
              <Removal
                act={t('visitors.cancelAct', { name: one.name })}
                text={t('visitors.cancelText')}
                remove={() => call('DELETE /visitor-reservations/{id}', { path: { id } })}
                onGone={() => {
                  onGone();
                  toast('good', t('visitors.cancelled', { name: one.name }));
                  void changed();
                }}
              />
            </>
          )}
        </>
      )}
    </>
  );
}
