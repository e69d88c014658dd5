/** Models by MachineType (Access PUSH appendix 7). */
const models: Readonly<Record<number, string>> = {
  1: 'C3-200',
  2: 'C3-400',
  3: 'C4-400',
  4: 'C3-100',
  5: 'C4-200 or inBio280',
  6: 'C4, four doors used as two',
  7: 'C3, four doors used as two',
  8: 'C3-160 or inBio160',
  9: 'C3-260 or inBio260',
  10: 'C3-460 or inBio460',
  23: 'C5-100',
  24: 'C5-200',
  25: 'C5-400',
  26: 'inBio5-100',
  27: 'inBio5-200',
  28: 'inBio5-400',
  40: 'BioIR9000',
  101: 'terminal',
  102: 'finger vein terminal',
  103: 'iFace7',
  301: 'wireless lock',
};

/** The model of a MachineType, '' for one that is not known. */
export const modelOf = (machineType: string): string => models[Number(machineType.trim() || NaN)] ?? '';
