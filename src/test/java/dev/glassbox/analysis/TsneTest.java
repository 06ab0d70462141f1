package dev.glassbox.analysis;

import static org.junit.jupiter.api.Assertions.*;

import org.junit.jupiter.api.Test;

class TsneTest {
    @Test
    void groupsOfTheManyAxesAreGroupsOnTheMap() {
        int n = 90;
        int d = 10;
        float[] rows = ProjectionTest.random(n * d, 6);
        for (int i = 0; i < n; i++) {
            rows[i * d + i % 3] += 8;
        }
        Tsne tsne = run(rows, n, d, 1, 600);
        Neighbours map = new Neighbours(tsne.coords(), n, 2);
        for (int i = 0; i < n; i++) {
            int nearest = i == 0 ? 1 : 0;
            for (int j = 0; j < n; j++) {
                nearest = j != i && map.distance(i, j) < map.distance(i, nearest) ? j : nearest;
            }
            assertEquals(i % 3, nearest % 3, "nearest point of " + i);
        }
        assertEquals(600, tsne.stepsDone());
    }

    @Test
    void sameSeedSameMapAndAnotherSeedAnother() {
        float[] rows = ProjectionTest.random(20 * 4, 2);
        assertArrayEquals(run(rows, 20, 4, 5, 60).coords(), run(rows, 20, 4, 5, 60).coords());
        assertNotEquals(run(rows, 20, 4, 5, 60).coords()[0], run(rows, 20, 4, 6, 60).coords()[0]);
    }

    /// The rows of the next moment lead the map on from where it is: groups that trade places do so without the map turning over.
    @Test
    void theMapFollowsItsRowsFromWhereItIs() {
        int n = 60;
        int d = 6;
        float[] rows = ProjectionTest.random(n * d, 9);
        for (int i = 0; i < n; i++) {
            rows[i * d + i % 3] += 8;
        }
        Tsne tsne = run(rows, n, d, 1, 600);
        float[] before = tsne.coords();
        tsne.move(rows);
        assertArrayEquals(before, tsne.coords(), "nothing moves before the next step");
        float[] moved = rows.clone();
        moved[0] -= 8; // the first point leaves its group for the second
        moved[1] += 8;
        tsne.move(moved);
        for (int i = 0; i < 400; i++) {
            tsne.step();
        }
        float[] after = tsne.coords();
        Neighbours map = new Neighbours(after, n, 2);
        int nearest = 1;
        for (int j = 1; j < n; j++) {
            nearest = map.distance(0, j) < map.distance(0, nearest) ? j : nearest;
        }
        assertEquals(1, nearest % 3, "the first point has joined the second group");
        double together = 0;
        for (int i = 1; i < n; i++) {
            together += before[2 * i] * after[2 * i] + before[2 * i + 1] * after[2 * i + 1];
        }
        assertTrue(together > 0, "all others lie on the side where they were");
    }

    @Test
    void everyRowHasTheWantedPerplexity() {
        double[] squares = {0, 1, 4, 9, 2, 0.5, 30, 7};
        double[] row = Neighbourhoods.row(squares, 0, Math.log(3));
        double entropy = 0;
        double sum = 0;
        for (double p : row) {
            entropy -= p > 0 ? p * Math.log(p) : 0;
            sum += p;
        }
        assertEquals(3, Math.exp(entropy), 1e-5);
        assertEquals(1, sum, 1e-12);
        assertEquals(0, row[0]);
    }

    @Test
    void neighbourhoodsAreSymmetricAndSumToOne() {
        float[] p = Neighbourhoods.joint(ProjectionTest.random(15 * 3, 1), 15, 3, 4);
        double sum = 0;
        for (int i = 0; i < 15; i++) {
            for (int j = 0; j < 15; j++) {
                assertEquals(p[i * 15 + j], p[j * 15 + i]);
                sum += p[i * 15 + j];
            }
        }
        assertEquals(1, sum, 1e-5);
    }

    @Test
    void fewOrEqualRowsGiveFinitePlaces() {
        for (int n = 1; n <= 5; n++) {
            for (float place : run(new float[n * 3], n, 3, 1, 300).coords()) {
                assertTrue(Float.isFinite(place));
            }
        }
        assertThrows(IllegalArgumentException.class, () -> new Tsne(new float[6_000], 6_000, 1, 2, 30, 1));
        assertThrows(IllegalArgumentException.class, () -> new Tsne(new float[] {1, Float.NaN}, 2, 1, 2, 30, 1));
    }

    private static Tsne run(float[] rows, int n, int d, long seed, int steps) {
        Tsne tsne = new Tsne(rows, n, d, 2, 10, seed);
        for (int i = 0; i < steps; i++) {
            tsne.step();
        }
        return tsne;
    }
}
