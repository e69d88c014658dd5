import { useQuery } from '@tanstack/react-query';
import { call } from '../api/call.js';
import { useMay } from '../api/session.js';
import { useT } from '../i18n/t.js';
import { Button } from './button.js';
import { Icon } from './icon.js';
import { useAct } from './use-act.js';

/** Simulators end with the gateway; each is started again by a button. `sn`: this one alone. */
export function EndedSimulators({ sn: only }: { readonly sn?: string }) {
  const t = useT();
  const may = useMay();
  const { act, isPending } = useAct();
  const { data } = useQuery({
    queryKey: ['devices', 'simulators'],
    queryFn: ({ signal }) => call('GET /simulators', { signal }),
    enabled: may('device'),
  });
  const ended = (data?.items ?? []).filter(({ sn, running }) => !running && (only === undefined || sn === only));
  return ended.map(({ sn }) => (
    <p key={sn} className="row">
      <Icon name="warning" />
      <span>
        <bdi>{sn}</bdi>: {t('setup.simulatorAway')}
      </span>
      <Button
        isPending={isPending}
        onPress={() => act(() => call('POST /simulators/{sn}/start', { path: { sn } }), t('setup.simulatorStarted'))}
      >
        {t('setup.startSimulator', { sn })}
      </Button>
    </p>
  ));
}
