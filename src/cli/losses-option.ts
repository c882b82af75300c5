import { LOSS_SIGNS, type LossSigns } from '../sites/loss-signs.ts';
import { type Arguments, choiceOption, type OptionTable } from './arguments.ts';

/** The option of commands whose levels hang on the losses of a list of sites. */
export const LOSSES_OPTION: OptionTable = {
  losses: {
    value: LOSS_SIGNS.join('|'),
    help: 'losses of the sites are positive dB, or signed gains (default auto: gains where none is above 0)',
  },
};

export function lossSigns(args: Arguments): LossSigns {
  return choiceOption(args, 'losses', 'auto', LOSS_SIGNS);
}
