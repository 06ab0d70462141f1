package dev.glassbox.session;

import static org.junit.jupiter.api.Assertions.*;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailboxTest {

    @Test
    void newestWinsAndIsTakenOnce() {
        Mailbox<String> box = new Mailbox<>();
        box.put("old");
        box.put("new");
        assertEquals(Optional.of("new"), box.take());
        assertEquals(Optional.empty(), box.take());
        assertTrue(box.isEmpty());
    }

    @Test
    void aReaderNeverSeesTimeRunBackwardsAndGetsTheLastValue() throws InterruptedException {
        Mailbox<Integer> box = new Mailbox<>();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 1; i <= 100_000; i++) {
                box.put(i);
            }
        });
        int last = 0;
        while (last < 100_000) {
            Optional<Integer> news = box.take();
            if (news.isPresent()) {
                assertTrue(news.get() > last, news.get() + " after " + last);
                last = news.get();
            } else if (!writer.isAlive() && box.isEmpty()) {
                break;
            }
        }
        writer.join();
        assertEquals(100_000, last);
    }
}
