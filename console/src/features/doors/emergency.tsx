import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { useMay, useSession } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { useAsked } from '../../ui/asked.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Select, TextField } from '../../ui/fields.js';
import { Icon } from '../../ui/icon.js';
import { Menu } from '../../ui/menu.js';
import { ErrorBlock } from '../../ui/states.js';
import { emergencies, useEmergency, type Emergency } from './emergency-order.js';
import { Fates } from './fates.js';
import type { BoardDoor } from '../../live/doors.js';

interface EmergencyProps {
  readonly doors: readonly BoardDoor[];
  readonly areaNames: ReadonlyMap<string, string>;
}

const everything = 'all';
const away = 'offline,disabled';

/** How many doors an order is about. The areas in an area are the gateway's to know, so it counts. */
function useMeant(areaCode: string | null): { readonly all: number; readonly away: number } | null {
  const counted = (state?: string) => ({
    query: {
      count: 'true' as const,
      limit: 1,
      ...(areaCode === null ? {} : { areaCode }),
      ...(state === undefined ? {} : { state }),
    },
  });
  const { data } = useQuery({
    queryKey: ['doors', 'meant', areaCode],
    queryFn: async ({ signal }) => {
      const [all, off] = await Promise.all([
        call('GET /doors', { ...counted(), signal }),
        call('GET /doors', { ...counted(away), signal }),
      ]);
      return { all: all.total ?? 0, away: off.total ?? 0 };
    },
  });
  return data ?? null;
}

/** Where an order is for: who is bound to areas gives none for the whole site. */
function useScope({ doors, areaNames }: EmergencyProps) {
  const t = useT();
  const { areaCodes } = useSession().operator;
  const [scope, setScope] = useState(areaCodes?.[0] ?? everything);
  const codes = new Set([...(areaCodes ?? []), ...areaNames.keys(), ...doors.map((door) => door.areaCode)]);
  const options = [
    ...(areaCodes === null ? [{ id: everything, name: t('doors.allDoors') }] : []),
    ...[...codes].map((code) => ({ id: code, name: areaNames.get(code) ?? code })),
  ];
  return { scope, setScope, areaCode: scope === everything ? null : scope, options };
}

interface OrderDialogProps extends EmergencyProps {
  readonly kind: Emergency;
  readonly onClose: () => void;
}

/** First where and how many, then the act; afterwards what became of each door. */
function OrderDialog({ kind, doors, areaNames, onClose }: OrderDialogProps) {
  const t = useT();
  const { scope, setScope, areaCode, options } = useScope({ doors, areaNames });
  const [reason, setReason] = useState('');
  const { fates, isRunning, error, order } = useEmergency();
  const meant = useMeant(areaCode);
  const title = t(`doors.emergency-${kind}`);
  if (fates !== null) {
    return (
      <Dialog title={title} isOpen onClose={onClose} size="large">
        <Fates fates={fates} isRunning={isRunning} />
      </Dialog>
    );
  }
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <p>{t(`doors.emergencyText-${kind}`)}</p>
      <Select label={t('doors.scope')} options={options} value={scope} onChange={setScope} />
      <TextField label={t('doors.reason')} value={reason} onChange={setReason} maxLength={200} />
      <p role="status">
        {meant && t('doors.meant', { count: meant.all })}
        {meant !== null && meant.away > 0 && <strong> {t('doors.away', { count: meant.away })}</strong>}
      </p>
      {error && <ErrorBlock error={error} />}
      <div className="row">
        <Button
          kind="danger"
          isDisabled={meant === null || meant.all === 0}
          isPending={isRunning}
          onPress={() => order({ kind, areaCode, reason })}
        >
          {t(`doors.emergencyAct-${kind}`, { count: meant?.all ?? 0 })}
        </Button>
        <Button kind="quiet" onPress={onClose} autoFocus>
          {t('ui.cancel')}
        </Button>
      </div>
    </Dialog>
  );
}

/** Evacuation and lockdown, and their ends. */
export function EmergencyMenu(props: EmergencyProps) {
  const t = useT();
  const may = useMay();
  const [kind, setKind] = useState<Emergency | null>(null);
  useAsked(Object.fromEntries(emergencies.map((id) => [id, () => setKind(id)])));
  if (!may('door.emergency') || props.doors.length === 0) return null;
  const actions = emergencies.map((id) => ({ id, name: t(`doors.emergency-${id}`), onAction: () => setKind(id) }));
  return (
    <>
      <Menu label={t('doors.emergency')} groups={[{ actions }]}>
        <Button kind="danger">
          <Icon name="warning" size={16} />
          {t('doors.emergency')}
        </Button>
      </Menu>
      {kind !== null && <OrderDialog {...props} kind={kind} onClose={() => setKind(null)} />}
    </>
  );
}
