import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { toast } from '../../ui/toast.js';
import { useAct } from '../../ui/use-act.js';

const waitSeconds = 20;

/** Reads the device and takes over what was found: what was read earlier may not be there any more. */
async function takeOver(sn: string): Promise<void> {
  const path = { sn };
  const query = { wait: waitSeconds };
  let { status } = await call('POST /devices/{sn}/survey', { path, body: {} });
  while (status !== 'done') ({ status } = await call('GET /devices/{sn}/survey', { path, query }));
  await call('POST /devices/{sn}/survey/import', { path, body: { dryRun: false } });
}

/** What another server wrote on the device becomes ours. */
export function TakeOver({ sn, isDisabled }: { readonly sn: string; readonly isDisabled: boolean }) {
  const t = useT();
  const { act, isPending } = useAct();
  const take = () => {
    toast('good', t('deviceWork.importBegun'));
    act(() => takeOver(sn), t('deviceWork.imported'));
  };
  return (
    <Button isDisabled={isDisabled || isPending} onPress={take}>
      {t('deviceWork.importUsers')}
    </Button>
  );
}
