/** Speed of light in vacuum [m/s] (SI, exact). */
export const SPEED_OF_LIGHT = 299_792_458;
/** Vacuum permittivity [F/m] (CODATA 2018). */
export const VACUUM_PERMITTIVITY = 8.8541878128e-12;
/** Boltzmann constant [J/K] (SI, exact). */
export const BOLTZMANN = 1.380649e-23;
