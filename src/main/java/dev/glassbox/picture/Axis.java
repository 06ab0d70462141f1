package dev.glassbox.picture;

import java.util.ArrayList;
import java.util.List;

/// Values to places in 0…1, with ticks a person would choose.
public sealed interface Axis {

    double low();

    double high();

    /// 0 at [#low], 1 at [#high]; unclamped.
    double place(double value);

    /// The value at a place: the inverse of [#place].
    double value(double place);

    /// At most about `wanted` ticks, ascending.
    List<Double> ticks(int wanted);

    static Axis linear(double low, double high) {
        return new Linear(low, high);
    }

    /// From 0 on: place = ln(1 + v) / ln(1 + high), so that step 0 has a place too.
    static Axis log(double high) {
        return new Log(Math.max(1, high));
    }

    /// Equal ratios take equal room, from `low` above 0 to `high`; what is not positive lies at the low end.
    static Axis decades(double low, double high) {
        return new Decades(low, high);
    }

    /// Even spacing; ticks at 1, 2 or 5 times a power of ten.
    record Linear(double low, double high) implements Axis {
        public Linear {
            if (!(high > low)) {
                throw new IllegalArgumentException("An axis needs low < high, not " + low + " and " + high + ".");
            }
        }

        @Override public double place(double value) {
            return (value - low) / (high - low);
        }

        @Override public double value(double place) {
            return low + place * (high - low);
        }

        @Override public List<Double> ticks(int wanted) {
            double raw = (high - low) / Math.max(1, wanted);
            double power = Math.pow(10, Math.floor(Math.log10(raw)));
            double times = raw / power;
            double step = power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
            List<Double> ticks = new ArrayList<>();
            for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
                ticks.add(i * step);
            }
            return ticks;
        }
    }

    /// Steps since the beginning: the first hundred of two thousand take three fifths of the width.
    record Log(double high) implements Axis {
        @Override public double low() {
            return 0;
        }

        @Override public double place(double value) {
            return Math.log1p(Math.max(0, value)) / Math.log1p(high);
        }

        @Override public double value(double place) {
            return Math.expm1(place * Math.log1p(high));
        }

        @Override public List<Double> ticks(int wanted) {
            List<Double> ticks = new ArrayList<>(List.of(0.0));
            for (double power = 1; power <= high; power *= 10) {
                ticks.add(power);
                if (3 * power <= high) {
                    ticks.add(3 * power);
                }
            }
            while (ticks.size() > Math.max(2, wanted)) {
                for (int i = ticks.size() - 1; i > 0; i -= 2) {
                    ticks.remove(i);
                }
            }
            return ticks;
        }
    }

    /// Powers of ten at equal distances.
    record Decades(double low, double high) implements Axis {
        public Decades {
            if (!(low > 0 && high > low)) {
                throw new IllegalArgumentException("A logarithmic axis needs 0 < low < high, not " + low + " and " + high + ".");
            }
        }

        @Override public double place(double value) {
            return value <= 0 ? 0 : Math.log(value / low) / Math.log(high / low);
        }

        @Override public double value(double place) {
            return low * Math.pow(high / low, place);
        }

        @Override public List<Double> ticks(int wanted) {
            List<Double> ticks = new ArrayList<>();
            int[][] choices = {{1, 2, 5}, {1, 3}, {1}};
            for (int[] choice : choices) {
                ticks = ticksAt(choice, 1);
                if (ticks.size() <= Math.max(2, wanted)) {
                    break;
                }
            }
            for (int every = 2; ticks.size() > Math.max(2, wanted); every++) {
                ticks = ticksAt(new int[] {1}, every);
            }
            return ticks.size() < 2 ? linear(low, high).ticks(wanted).stream().filter(tick -> tick > 0).toList() : ticks;
        }

        private List<Double> ticksAt(int[] times, int every) {
            List<Double> ticks = new ArrayList<>();
            for (int power = (int) Math.floor(Math.log10(low)); Math.pow(10, power) <= high; power++) {
                for (int factor : times) {
                    double tick = power >= 0 ? factor * Math.pow(10, power) : factor / Math.pow(10, -power);
                    if (Math.floorMod(power, every) == 0 && tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) {
                        ticks.add(tick);
                    }
                }
            }
            return ticks;
        }
    }
}
